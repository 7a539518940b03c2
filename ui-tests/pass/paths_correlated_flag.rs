use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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
fn reap(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let alive = mmref::try_get(mm, &mut mm_ref);
    let users = mm.users.count();
    if alive {
        mmput(mm, mm_ref);
    }
    users
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(reap(&mm), 2);
    assert!(mmref::put(&mm, first));
}
