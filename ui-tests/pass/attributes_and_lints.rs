#![deny(warnings)]

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
#[must_use]
#[cold]
fn items_first(mm: &Mm) -> Option<&Mm> {
    #![allow(clippy::unnecessary_wraps)]

    use std::convert::identity;
    fn helper(mm: &Mm) -> &Mm {
        mm
    }

    mmref::get(mm, mm_ref);
    Some(identity(helper(mm)))
}

/// Is documented already.
#[requires_ref(held: Users)]
#[track_caller]
fn vouched(_: &Mm) {}

#[releases_ref(Users)]
fn mmput(mm: &Mm, #[allow(unused_variables)] unused: u8, (_, mut number): (u8, u8)) -> u8 {
    number += u8::from(mmref::put(mm, mm_ref));
    number
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    let same = items_first(&mm, &mut second).unwrap();
    vouched(same, &second);
    assert_eq!(mmput(same, 0, (1, 2), second), 2);
    assert!(mmref::put(&mm, first));
}
