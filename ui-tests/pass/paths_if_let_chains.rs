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

#[balances_refs]
fn given_up_in_both(mm: &Mm, there: bool, busy: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    if let Some(mm) = found
        && !busy
    {
        mmput(mm, mm_ref);
        return true;
    }
    if let Some(mm) = found {
        mmput(mm, mm_ref);
    }
    false
}

#[balances_refs]
fn acquired_last(mm: &Mm, wanted: Option<bool>) -> bool {
    MM_REF!(mm_ref: Users);
    if let Some(there) = wanted
        && let Some(mm) = find(mm, there, &mut mm_ref)
    {
        mmput(mm, mm_ref);
        return true;
    }
    false
}

#[balances_refs]
fn in_a_while(mm: &Mm, mut rounds: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    while rounds > 0
        && let Some(mm) = find(mm, rounds > 1, &mut mm_ref)
    {
        mmput(mm, mm_ref.take());
        rounds -= 1;
    }
    rounds
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for case in 0..4 {
        assert_eq!(given_up_in_both(&mm, case & 1 == 0, case & 2 == 0), case == 2);
    }
    assert_eq!([Some(true), Some(false), None].map(|wanted| acquired_last(&mm, wanted)), [true, false, false]);
    assert_eq!([in_a_while(&mm, 0), in_a_while(&mm, 3)], [0, 1]);
    assert!(mmref::put(&mm, first));
}
