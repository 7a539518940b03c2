use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[acquires_ref(Users)]
fn find(mm: &Mm, there: bool) -> Option<&Mm> {
    if !there {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[balances_refs]
fn walk(mm: &Mm, tries: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mut left = tries;
    while let Some(mm) = find(mm, left > 0, &mut mm_ref) {
        left -= 1;
        mmput(mm, mm_ref.take());
        if left == 1 {
            break;
        }
    }
    tries - left
}

#[balances_refs]
fn while_true(mm: &Mm, limit: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mut rounds = 0;
    while rounds < limit && mmref::try_get(mm, &mut mm_ref) {
        rounds += 1;
        mmput(mm, mm_ref.take());
    }
    rounds
}

#[balances_refs]
fn until_found(mm: &Mm, mut tries: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    while find(mm, tries == 0, &mut mm_ref).is_none() {
        tries -= 1;
    }
    mmput(mm, mm_ref);
    tries
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([walk(&mm, 0), walk(&mm, 1), walk(&mm, 5)], [0, 1, 4]);
    assert_eq!([while_true(&mm, 0), while_true(&mm, 3), until_found(&mm, 4)], [0, 3, 0]);
    assert!(mmref::put(&mm, first));
}
