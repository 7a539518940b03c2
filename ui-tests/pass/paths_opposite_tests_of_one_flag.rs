use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, kernel: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    if !kernel {
        mmref::get(mm, &mut mm_ref);
    }
    let users = mm.users.count();
    if kernel {
        return users;
    }
    assert!(!mmref::put(mm, mm_ref));
    users
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([status(&mm, true), status(&mm, false)], [1, 2]);
    assert!(mmref::put(&mm, first));
}
