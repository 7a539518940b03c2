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
fn mmgrab(mm: &Mm) -> &Mm {
    mmref::get(mm, mm_ref);
    mm
}

#[acquires_ref(Users)]
fn sequence(mm: &Mm) -> u32 {
    let _ = mmgrab(mm, mm_ref);
    mm.users.count()
}

#[balances_refs]
fn status(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = mmgrab(mm, &mut mm_ref);
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn odd_or_even(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    let odd = sequence(mm, &mut mm_ref) % 2 == 1;
    if odd {
        mmput(mm, mm_ref);
    } else {
        assert!(!mmref::put(mm, mm_ref));
    }
    odd
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!((status(&mm), odd_or_even(&mm)), (2, false));
    assert!(mmref::put(&mm, first));
}
