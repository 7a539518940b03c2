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
fn in_a_condition(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    if matches!(find(mm, there, &mut mm_ref), Some(_)) {
        mmput(mm, mm_ref);
        return true;
    }
    false
}

#[balances_refs]
fn of_a_failure(mm: &Mm, allowed: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let opened = open(mm, allowed, &mut mm_ref);
    if matches!(opened, Err(_)) {
        return false;
    }
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn with_a_guard(mm: &Mm, there: bool, users: u32) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    let enough = matches!(found, Some(mm) if mm.users.count() >= users);
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
        assert_eq!([in_a_condition(&mm, there), of_a_failure(&mm, there), with_a_guard(&mm, there, 2)], [there; 3]);
        assert!(!with_a_guard(&mm, there, 3));
    }
    assert!(mmref::put(&mm, first));
}
