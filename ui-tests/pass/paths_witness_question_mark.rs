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
fn option(mm: &Mm, there: bool) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = find(mm, there, &mut mm_ref)?;
    let users = mm.users.count();
    mmput(mm, mm_ref);
    Some(users)
}

#[balances_refs]
fn result(mm: &Mm, allowed: bool) -> Result<u32, Box<dyn std::error::Error>> {
    MM_REF!(mm_ref: Users);
    let mm = open(mm, allowed, &mut mm_ref)?;
    let users = mm.users.count();
    mmput(mm, mm_ref);
    Ok(users)
}

#[balances_refs]
fn converted(mm: &Mm, allowed: bool) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = open(mm, allowed, &mut mm_ref).ok()?;
    let users = mm.users.count();
    mmput(mm, mm_ref);
    Some(users)
}

#[balances_refs]
fn explained(mm: &Mm, there: bool, allowed: bool) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let mm = find(mm, there, &mut mm_ref).ok_or("nobody there")?;
    let opened = open(mm, allowed, &mut other_ref).map_err(|error| error + "!");
    let users = mm.users.count();
    if opened.is_ok() {
        mmput(mm, other_ref);
    }
    mmput(mm, mm_ref);
    if allowed { Ok(users) } else { Err(String::from("not allowed")) }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([option(&mm, true), option(&mm, false)], [Some(2), None]);
    assert!(result(&mm, true).is_ok() && result(&mm, false).is_err());
    assert_eq!([converted(&mm, true), converted(&mm, false)], [Some(2), None]);
    for case in 0..4 {
        assert_eq!(explained(&mm, case & 1 == 0, case & 2 == 0).is_ok(), case == 0);
    }
    assert!(mmref::put(&mm, first));
}
