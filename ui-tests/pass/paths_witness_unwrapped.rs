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

#[acquires_ref(Users)]
fn open(mm: &Mm, allowed: bool) -> Result<&Mm, String> {
    if !allowed {
        return Err(String::from("not allowed"));
    }
    mmref::get(mm, mm_ref);
    Ok(mm)
}

#[balances_refs]
fn unwrapped(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = find(mm, true, &mut mm_ref).unwrap();
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn expected(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = open(mm, true, &mut mm_ref);
    let mm = found.expect("always allowed");
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn failure_expected(mm: &Mm) -> String {
    MM_REF!(mm_ref: Users);
    open(mm, false, &mut mm_ref).err().unwrap()
}

#[balances_refs]
fn asserted(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    assert!(mmref::try_get(mm, &mut mm_ref), "users of a live mm");
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn asserted_later(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = find(mm, true, &mut mm_ref);
    assert!(found.is_some());
    assert_eq!(found.map(|mm| mm.users.count()), Some(2));
    mmput(mm, mm_ref);
    1
}

#[balances_refs]
fn asserted_to_fail(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    assert!(find(mm, false, &mut mm_ref).is_none());
    assert!(open(mm, false, &mut mm_ref).is_err());
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([unwrapped(&mm), expected(&mm), asserted(&mm), asserted_later(&mm)], [2, 2, 2, 1]);
    assert_eq!(failure_expected(&mm), "not allowed");
    asserted_to_fail(&mm);
    assert!(mmref::put(&mm, first));
}
