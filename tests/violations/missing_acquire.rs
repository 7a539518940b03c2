//! `MissingAcquire`: an acquiring function returns success without having filled its reference.

use crate::common::{Users, immortal, under_each_policy};
use mmref::ViolationKind::MissingAcquire;
use mmref::{MM_REF, MmRef, RefCount, Violation, acquires_ref};

/// The reference and the function that are named. The reference is idle.
fn named(violation: &Violation) -> (Option<&str>, &str) {
    let reference = violation.reference().expect("there is a reference");
    assert!(reference.share().is_none());
    (reference.owner().name(), violation.site().expect("it is an annotated function").name())
}

/// A get that the compiler cannot see through: it gets only if it is told to.
fn get_if(really: bool, count: &RefCount<Users>, reference: &mut MmRef<Users>) {
    if really {
        count.get(reference);
    }
}

#[acquires_ref(Users)]
fn find(count: &RefCount<Users>) -> Option<&RefCount<Users>> {
    get_if(false, count, mm_ref);
    Some(count)
}

#[test]
fn some() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        let violation = provoke.refused(MissingAcquire, &[count], || find(count, &mut empty));
        assert_eq!(named(&violation), (Some("empty"), "violations::missing_acquire::find"));
        assert!(empty.into_raw().is_null());
    });
}

#[acquires_ref(Users)]
fn open(count: &RefCount<Users>, early: bool) -> Result<u32, ()> {
    get_if(false, count, mm_ref);
    if early {
        return Ok(1);
    }
    Ok(2)
}

#[test]
fn ok() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        provoke.refused(MissingAcquire, &[count], || open(count, false, &mut empty));
    });
}

#[test]
fn early_return() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        provoke.refused(MissingAcquire, &[count], || open(count, true, &mut empty));
    });
}

#[acquires_ref(Users)]
fn lock(count: &RefCount<Users>) -> bool {
    get_if(false, count, mm_ref);
    true
}

#[test]
fn yes() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        provoke.refused(MissingAcquire, &[count], || lock(count, &mut empty));
    });
}

#[acquires_ref(Users)]
fn first(counts: &[u32], count: &RefCount<Users>) -> *const u32 {
    get_if(false, count, mm_ref);
    counts.as_ptr()
}

#[test]
fn pointer_that_is_not_null() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        provoke.refused(MissingAcquire, &[count], || first(&[1], count, &mut empty));
    });
}

#[acquires_ref(Users)]
fn grab(count: &RefCount<Users>) {
    get_if(false, count, mm_ref);
}

#[test]
fn function_that_always_succeeds() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        let violation = provoke.refused(MissingAcquire, &[count], || grab(count, &mut empty));
        assert_eq!(named(&violation), (Some("empty"), "violations::missing_acquire::grab"));
    });
}

#[acquires_ref(a: Users, b: Users)]
fn pair(count: &RefCount<Users>) {
    get_if(true, count, a);
    get_if(false, count, b);
}

#[test]
fn one_of_two_references() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(filled);
        MM_REF!(empty);
        count.get_untracked();
        let violation = provoke.dropped(MissingAcquire, &[], || pair(count, &mut filled, &mut empty));
        assert_eq!(named(&violation), (Some("empty"), "violations::missing_acquire::pair"));
        assert!(!count.put(filled));
    });
}
