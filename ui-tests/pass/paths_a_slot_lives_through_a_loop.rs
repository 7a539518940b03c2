use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[balances_refs]
fn walk(mms: &[Mm], skip: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mut users = 0;
    for mm in mms {
        mmref::get(mm, &mut mm_ref);
        if mm.users.count() == skip {
            mmput(mm, mm_ref.take());
            continue;
        }
        users += mm.users.count();
        mmput(mm, mm_ref.take());
    }
    users
}

#[balances_refs]
fn until(mm: &Mm, mut tries: u32) -> u32 {
    let mut mm_ref = MmRef::new();
    loop {
        mmref::get(mm, &mut mm_ref);
        if tries == 0 {
            break;
        }
        mmput(mm, mm_ref.take());
        tries -= 1;
    }
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn renewed(mms: &[Mm]) -> usize {
    let mut mm_ref = MmRef::new();
    for mm in mms {
        mmref::get(mm, &mut mm_ref);
        mmput(mm, mm_ref);
        mm_ref = MmRef::new();
    }
    drop(mm_ref);
    mms.len()
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mms = std::slice::from_ref(&mm);
    assert_eq!([walk(mms, 0), walk(mms, 2), walk(&[], 0)], [2, 0, 0]);
    assert_eq!([until(&mm, 0), until(&mm, 3)], [2, 2]);
    assert_eq!(renewed(mms), 1);
    assert!(mmref::put(&mm, first));
}
