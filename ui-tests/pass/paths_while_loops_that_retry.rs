//! A loop that goes on until an acquire has succeeded is left in peace.

use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget_not_zero(mm: &Mm) -> bool {
    mmref::try_get(mm, mm_ref)
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    let _last = mmref::put(mm, mm_ref);
}

#[balances_refs]
fn until_held(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let (mut held, mut tries) = (false, 0);
    while !held {
        tries += 1;
        held = mmget_not_zero(mm, &mut mm_ref);
    }
    mmput(mm, mm_ref);
    tries
}

#[balances_refs]
fn a_few_times(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    let (mut held, mut tries) = (false, 0);
    while tries < 3 && !held {
        tries += 1;
        if mmget_not_zero(mm, &mut mm_ref) {
            held = true;
        }
    }
    if held {
        mmput(mm, mm_ref);
    }
    held
}

/// The counter says that it went well.
#[balances_refs]
fn counted_out(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    let mut needed = 1;
    while needed > 0 {
        if !mmget_not_zero(mm, &mut mm_ref) {
            continue;
        }
        needed -= 1;
    }
    mmput(mm, mm_ref);
}

#[balances_refs]
fn every_one(mms: &[Mm]) {
    let mut rest = mms.iter();
    while let Some(mm) = rest.next() {
        MM_REF!(mm_ref: Users);
        if mmget_not_zero(mm, &mut mm_ref) {
            mmput(mm, mm_ref);
        }
    }
}

#[test]
fn main() {
    MM_REF!(first_ref: Users);
    let mm = Mm { users: RefCount::new(&mut first_ref) };
    assert_eq!(until_held(&mm), 1);
    assert!(a_few_times(&mm));
    counted_out(&mm);
    every_one(std::slice::from_ref(&mm));
    mmput(&mm, first_ref);
}
