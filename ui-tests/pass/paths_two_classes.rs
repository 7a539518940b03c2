use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefClass)]
struct Count;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    #[ref_count]
    count: RefCount<Count>,
}

#[acquires_ref(users: Users, count: Count)]
fn open(mm: &Mm, allowed: bool) -> Result<&Mm, u8> {
    if !allowed {
        return Err(13);
    }
    mmref::get(mm, count);
    mmref::get(mm, users);
    Ok(mm)
}

#[releases_ref(users: Users, count: Count)]
fn close(mm: &Mm) -> bool {
    let unused = mmref::put(mm, users);
    mmref::put(mm, count) | unused
}

/// Users only while it is looked at; the count goes to the caller.
#[acquires_ref(Count)]
fn proc_mem_open(mm: &Mm, allowed: bool) -> Option<&Mm> {
    MM_REF!(users: Users);
    let mm = open(mm, allowed, &mut users, mm_ref).ok()?;
    let last = mmref::put(mm, users);
    assert!(!last);
    Some(mm)
}

#[balances_refs]
fn status(mm: &Mm, allowed: bool) -> Option<u32> {
    MM_REF!(users: Users);
    MM_REF!(count: Count);
    let opened = open(mm, allowed, &mut users, &mut count).ok()?;
    let sum = opened.users.count() + opened.count.count();
    close(opened, users, count);
    MM_REF!(count: Count);
    let opened = proc_mem_open(mm, allowed, &mut count)?;
    assert!(!mmref::put(opened, count));
    Some(sum)
}

#[test]
fn main() {
    MM_REF!(users);
    MM_REF!(count);
    let mm = Mm { users: RefCount::new(&mut users), count: RefCount::new(&mut count) };
    assert_eq!([status(&mm, false), status(&mm, true)], [None, Some(4)]);
    assert!(close(&mm, users, count));
}
