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
fn is_some(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    if find(mm, there, &mut mm_ref).is_some() {
        mmput(mm, mm_ref);
        return true;
    }
    false
}

#[balances_refs]
fn is_none(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    if find(mm, there, &mut mm_ref).is_none() {
        return false;
    }
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn is_ok(mm: &Mm, allowed: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let opened = open(mm, allowed, &mut mm_ref);
    let ok = opened.is_ok();
    if ok {
        mmput(mm, mm_ref);
    }
    ok
}

#[balances_refs]
fn is_err(mm: &Mm, allowed: bool) -> Result<(), String> {
    MM_REF!(mm_ref: Users);
    let opened = open(mm, allowed, &mut mm_ref);
    if opened.is_err() {
        return Err(String::from("cannot"));
    }
    mmput(mm, mm_ref);
    Ok(())
}

#[balances_refs]
fn negated(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    if !found.is_some() { false } else { !mmref::put(mm, mm_ref) }
}

#[balances_refs]
fn is_some_and(mm: &Mm, there: bool, users: u32) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    let enough = found.is_some_and(|mm| mm.users.count() >= users);
    if found.is_some() {
        mmput(mm, mm_ref);
    }
    enough
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for there in [true, false] {
        assert_eq!([is_some(&mm, there), is_none(&mm, there), is_ok(&mm, there)], [there; 3]);
        assert_eq!([is_err(&mm, there).is_ok(), negated(&mm, there), is_some_and(&mm, there, 2)], [there; 3]);
    }
    assert!(mmref::put(&mm, first));
}
