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
fn by_flag(mm: &Mm, there: &[bool]) -> usize {
    let mut found = 0;
    for there in there {
        MM_REF!(mm_ref: Users);
        let ok = find(mm, *there, &mut mm_ref).is_some();
        if !ok {
            continue;
        }
        found += 1;
        mmput(mm, mm_ref);
    }
    found
}

#[balances_refs]
fn by_match(mm: &Mm, there: &[bool]) -> usize {
    let mut found = 0;
    for there in there {
        MM_REF!(mm_ref: Users);
        let mm = match open(mm, *there, &mut mm_ref) {
            Ok(mm) => mm,
            Err(_) => continue,
        };
        found += 1;
        mmput(mm, mm_ref);
    }
    found
}

#[balances_refs]
fn outside(mm: &Mm, there: &[bool]) -> usize {
    MM_REF!(mm_ref: Users);
    let mut found = 0;
    for there in there {
        if find(mm, *there, &mut mm_ref).is_none() {
            continue;
        }
        found += 1;
        mmput(mm, mm_ref.take());
    }
    found
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let there = [false, true, true, false];
    assert_eq!([by_flag(&mm, &there), by_match(&mm, &there), outside(&mm, &there)], [2; 3]);
    assert!(mmref::put(&mm, first));
}
