use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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

#[balances_refs]
fn and(mm: &Mm, wanted: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let held = wanted && mmref::try_get(mm, &mut mm_ref);
    if held {
        mmput(mm, mm_ref);
    }
    held
}

#[balances_refs]
fn or(mm: &Mm, kernel: bool) -> bool {
    MM_REF!(mm_ref: Users);
    if kernel || !mmref::try_get(mm, &mut mm_ref) {
        return false;
    }
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn not(mm: &Mm, wanted: bool) -> bool {
    MM_REF!(mm_ref: Users);
    if !(wanted && mmref::try_get(mm, &mut mm_ref)) {
        return false;
    }
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn both(mm: &Mm, wanted: bool) -> bool {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let first = wanted && mmref::try_get(mm, &mut mm_ref);
    let second = first && mmref::try_get(mm, &mut other_ref);
    if second {
        mmput(mm, other_ref);
    }
    if first {
        mmput(mm, mm_ref);
    }
    first && second
}

#[balances_refs]
fn one_after_the_other(mm: &Mm, busy: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let held = mmref::try_get(mm, &mut mm_ref);
    if held && busy {
        mmput(mm, mm_ref);
        return false;
    }
    if held {
        mmput(mm, mm_ref);
    }
    held
}

#[balances_refs]
fn bitwise(mm: &Mm, wanted: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let mut held = wanted;
    held &= mmref::try_get(mm, &mut mm_ref);
    if held | (mm.users.count() == 2) {
        mmput(mm, mm_ref);
    }
    held
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for wanted in [true, false] {
        assert_eq!([and(&mm, wanted), or(&mm, !wanted), not(&mm, wanted), both(&mm, wanted)], [wanted; 4]);
        assert_eq!([one_after_the_other(&mm, !wanted), bitwise(&mm, wanted)], [wanted; 2]);
    }
    assert!(mmref::put(&mm, first));
}
