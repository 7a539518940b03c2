//! A mistake on a thread that is unwinding already is printed: a second panic would abort the process.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::common::{Page, Pins, Users, held, immortal, in_child};
use mmref::{MM_REF, MmRef, RefCount, SharedRef};

const REASON: &str = "something else";

/// Drops `value` while a panic unwinds, and checks that it is this panic that arrives.
fn unwind_past<T>(value: T) {
    let panic = catch_unwind(AssertUnwindSafe(|| {
        let _value = value;
        std::panic::panic_any(REASON);
    }));
    let panic = panic.expect_err("it panics");
    assert_eq!(panic.downcast_ref(), Some(&REASON));
}

#[test]
fn reference() {
    let child = in_child!(&[], || unwind_past(held(immortal())));
    let stderr = child.succeeded();
    assert_eq!(stderr.matches("mmref: reference dropped while it is held").count(), 1, "{stderr}");
}

#[test]
fn shared_slot() {
    let child = in_child!(&[], || {
        let slot = SharedRef::new();
        slot.store(held(immortal()));
        unwind_past(slot);
    });
    let stderr = child.succeeded();
    assert_eq!(stderr.matches("mmref: reference dropped while it is held").count(), 1, "{stderr}");
}

#[test]
fn object_with_a_holder() {
    let child = in_child!(&[], || {
        MM_REF!(holder: Users);
        let count = RefCount::new(&mut holder);
        unwind_past(count);
        core::mem::forget(holder);
    });
    let stderr = child.succeeded();
    assert!(stderr.contains("mmref: object freed while references to it are held"), "{stderr}");
    assert!(stderr.contains("holder in violations::drop_while_unwinding::object_with_a_holder"), "{stderr}");
}

#[test]
fn object_with_untracked_shares_of_two_classes() {
    let child = in_child!(&[], || unwind_past(Page::untracked()));
    let stderr = child.succeeded();
    assert_eq!(stderr.matches("mmref: object freed while shares are left").count(), 2, "{stderr}");
}

/// The reference goes first, then the object that it was held on.
#[test]
fn reference_and_its_object() {
    let child = in_child!(&[], || {
        let count = RefCount::untracked(1);
        unwind_past((held(&count), count));
    });
    let stderr = child.succeeded();
    assert_eq!(stderr.matches("mmref: ").count(), 2, "{stderr}");
}

/// Under `Panic` the first drop panics, and those that follow it are on a thread that unwinds.
#[test]
fn first_of_several_drops_panics() {
    let child = in_child!(&[], || {
        let count = immortal();
        let slots = [held(count), held(count), held(count)];
        assert!(catch_unwind(AssertUnwindSafe(|| drop(slots))).is_err());
    });
    let stderr = child.succeeded();
    assert_eq!(stderr.matches("mmref: reference dropped while it is held").count(), 3, "{stderr}");
}

/// Puts what it never got.
struct Careless;

impl Drop for Careless {
    fn drop(&mut self) {
        assert!(!immortal().put(MmRef::new()));
        assert!(!RefCount::<Pins>::zero().put_untracked());
        RefCount::<Pins>::zero().get_untracked();
    }
}

#[test]
fn mistakes_in_a_destructor() {
    let stderr = in_child!(&[], || unwind_past(Careless)).succeeded();
    assert_eq!(stderr.matches("mmref: ").count(), 3, "{stderr}");
}
