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

struct Found<'a> {
    mm: Option<&'a Mm>,
}

fn passes_on(found: Option<&Mm>) -> bool {
    found.is_some()
}

#[balances_refs]
fn passed_to_a_call(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    if passes_on(found) {
        mmput(mm, mm_ref);
        return true;
    }
    false
}

#[balances_refs]
fn wrapped(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = Found { mm: find(mm, there, &mut mm_ref) };
    match found.mm {
        Some(mm) => mmput(mm, mm_ref),
        None => return false,
    }
    true
}

#[balances_refs]
fn mapped(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let users = find(mm, there, &mut mm_ref).map_or(0, |mm| mm.users.count());
    if users > 0 {
        mmput(mm, mm_ref);
    }
    users
}

#[balances_refs]
fn paired(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let (found, users) = (find(mm, there, &mut mm_ref), mm.users.count());
    if users < 2 {
        return found.is_some();
    }
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn inspected(mm: &Mm, allowed: bool) -> String {
    MM_REF!(mm_ref: Users);
    match open(mm, allowed, &mut mm_ref).map(|mm| mm.users.count()) {
        Ok(users) => {
            mmput(mm, mm_ref);
            users.to_string()
        }
        Err(error) => error,
    }
}

#[balances_refs]
fn shadowed(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    let found = found.map(|mm| mm.users.count()).unwrap_or_default();
    let found = found == 2;
    if found {
        mmput(mm, mm_ref);
    }
    found
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for there in [true, false] {
        assert_eq!([passed_to_a_call(&mm, there), wrapped(&mm, there), paired(&mm, there)], [there; 3]);
        assert_eq!([mapped(&mm, there) == 2, inspected(&mm, there) == "2", shadowed(&mm, there)], [there; 3]);
    }
    assert!(mmref::put(&mm, first));
}
