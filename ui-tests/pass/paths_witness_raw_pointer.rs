use std::ptr;

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
fn lookup(mm: &Mm, there: bool) -> *const Mm {
    if !there {
        return ptr::null();
    }
    mmref::get(mm, mm_ref);
    mm
}

#[balances_refs]
fn is_null(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = lookup(mm, there, &mut mm_ref);
    if found.is_null() {
        return 0;
    }
    // SAFETY: a share of it is held.
    let mm = unsafe { &*found };
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn is_not_null(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = lookup(mm, there, &mut mm_ref);
    if !found.is_null() {
        mmput(mm, mm_ref);
    }
    1
}

#[balances_refs]
fn compared(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = lookup(mm, there, &mut mm_ref);
    if found == ptr::null() {
        return 0;
    }
    mmput(mm, mm_ref);
    1
}

#[balances_refs]
fn as_reference(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    // SAFETY: it points to `mm`, or nowhere.
    let Some(found) = (unsafe { lookup(mm, there, &mut mm_ref).as_ref() }) else { return 0 };
    let users = found.users.count();
    mmput(found, mm_ref);
    users
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for (there, users) in [(true, 2), (false, 0)] {
        assert_eq!([is_null(&mm, there), as_reference(&mm, there)], [users; 2]);
        assert_eq!([is_not_null(&mm, there), compared(&mm, there)], [1, users / 2]);
    }
    assert!(mmref::put(&mm, first));
}
