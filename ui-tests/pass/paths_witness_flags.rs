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
fn compared(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    if mmref::try_get(mm, &mut mm_ref) == false {
        return false;
    }
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn copied(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref).is_some();
    let same = found;
    if same {
        mmput(mm, mm_ref);
    }
    found
}

#[balances_refs]
fn negated(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let missing = !find(mm, there, &mut mm_ref).is_some();
    if missing {
        return false;
    }
    mmput(mm, mm_ref);
    !missing
}

#[balances_refs]
fn changed(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let mut found = find(mm, there, &mut mm_ref);
    if found.is_none() && mmref::try_get(mm, &mut mm_ref) {
        found = Some(mm);
    }
    if let Some(mm) = found {
        mmput(mm, mm_ref);
    }
    found.is_some()
}

#[balances_refs]
fn result_of_a_match(mm: &Mm, allowed: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let ok = match open(mm, allowed, &mut mm_ref) {
        Ok(_) => true,
        Err(error) => {
            println!("{error}");
            false
        }
    };
    if ok {
        mmput(mm, mm_ref);
    }
    ok
}

#[balances_refs]
fn taken_out_of_the_witness(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let mut found = find(mm, there, &mut mm_ref);
    if let Some(mm) = found.take() {
        mmput(mm, mm_ref);
        return true;
    }
    found.is_some()
}

#[balances_refs]
fn borrowed_by_the_test(mm: &Mm, allowed: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let opened = open(mm, allowed, &mut mm_ref);
    if let Err(error) = &opened {
        println!("{error}");
    }
    if let Ok(mm) = &opened {
        mmput(mm, mm_ref);
    }
    opened.is_ok()
}

#[balances_refs]
fn ignored_when_it_failed(mm: &Mm, allowed: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    match open(mm, allowed, &mut mm_ref) {
        Err(_) => 0,
        result => {
            let mm = result.unwrap();
            let users = mm.users.count();
            mmput(mm, mm_ref);
            users
        }
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert!(compared(&mm));
    for there in [true, false] {
        assert_eq!([copied(&mm, there), negated(&mm, there), result_of_a_match(&mm, there)], [there; 3]);
        assert_eq!([taken_out_of_the_witness(&mm, there), borrowed_by_the_test(&mm, there)], [there; 2]);
        assert!(changed(&mm, there) && (ignored_when_it_failed(&mm, there) == 2) == there);
    }
    assert!(mmref::put(&mm, first));
}
