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
fn one_or_the_other(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    #[cfg(unix)]
    mmref::get(mm, &mut mm_ref);
    #[cfg(not(unix))]
    mm.users.get(&mut mm_ref);
    let users = mm.users.count();
    #[cfg(target_pointer_width = "64")]
    mmput(mm, mm_ref);
    #[cfg(not(target_pointer_width = "64"))]
    {
        println!("narrow");
        mmput(mm, mm_ref);
    }
    users
}

#[balances_refs]
fn only_in_some(mm: &Mm, busy: bool) -> u32 {
    #[cfg(debug_assertions)]
    MM_REF!(mm_ref: Users);
    #[cfg(debug_assertions)]
    mmref::get(mm, &mut mm_ref);
    let users = mm.users.count();
    if busy {
        #[cfg(debug_assertions)]
        mmput(mm, mm_ref);
        return users;
    }
    #[cfg(debug_assertions)]
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn left_early_in_none(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    #[cfg(any())]
    return 0;
    #[cfg(any())]
    mmref::get(mm, &mut mm_ref);
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn arms_and_tails(mm: &Mm, kind: u8) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match kind {
        #[cfg(any())]
        0 => return 0,
        _ => mmput(mm, mm_ref),
    }
    #[cfg(all())]
    {
        mm.users.count()
    }
    #[cfg(any())]
    {
        0
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(one_or_the_other(&mm), 2);
    assert!(only_in_some(&mm, true) == only_in_some(&mm, false));
    assert_eq!(left_early_in_none(&mm), 2);
    assert_eq!(arms_and_tails(&mm, 0), 1);
    assert!(mmref::put(&mm, first));
}
