//! `UnexpectedAcquire`: an acquiring function returns failure with its reference filled.

use crate::common::{Users, books, immortal, under_each_policy};
use mmref::ViolationKind::UnexpectedAcquire;
use mmref::{MM_REF, RefCount, Violation, acquires_ref};

/// The reference and the function that are named. The reference is held.
fn named(violation: &Violation) -> (Option<&str>, &str) {
    let reference = violation.reference().expect("there is a reference");
    assert!(reference.share().is_some());
    (reference.owner().name(), violation.site().expect("it is an annotated function").name())
}

#[mmref::waive(C10, reason = "what is left to run time is what this tests")]
#[acquires_ref(Users)]
fn find(count: &RefCount<Users>, early: bool) -> Option<&RefCount<Users>> {
    count.get(mm_ref);
    if early {
        return None;
    }
    None
}

#[test]
fn none() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(filled);
        let violation = provoke.dropped(UnexpectedAcquire, &[], || find(count, false, &mut filled));
        assert_eq!(named(&violation), (Some("filled"), "violations::unexpected_acquire::find"));
        assert_eq!((books(count).count, books(count).listed), (2, 1), "the share stays where it is");
        assert!(!count.put(filled));
    });
}

#[test]
fn early_return() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(filled);
        provoke.dropped(UnexpectedAcquire, &[], || find(count, true, &mut filled));
        assert!(!count.put(filled));
    });
}

#[mmref::waive(C10, reason = "what is left to run time is what this tests")]
#[acquires_ref(Users)]
fn parse(count: &RefCount<Users>, text: &str) -> Result<u32, std::num::ParseIntError> {
    count.get(mm_ref);
    let number = text.parse()?;
    Ok(number)
}

#[test]
fn question_mark() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(filled);
        let violation = provoke.dropped(UnexpectedAcquire, &[], || parse(count, "no number", &mut filled));
        assert_eq!(named(&violation), (Some("filled"), "violations::unexpected_acquire::parse"));
        assert!(!count.put(filled));
    });
}

#[mmref::waive(C10, reason = "what is left to run time is what this tests")]
#[acquires_ref(Users)]
fn lock(count: &RefCount<Users>) -> bool {
    count.get(mm_ref);
    false
}

#[test]
fn no() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(filled);
        provoke.dropped(UnexpectedAcquire, &[], || lock(count, &mut filled));
        assert!(!count.put(filled));
    });
}

#[mmref::waive(C10, reason = "what is left to run time is what this tests")]
#[acquires_ref(Users)]
fn first(count: &RefCount<Users>) -> *const u32 {
    count.get(mm_ref);
    core::ptr::null()
}

#[test]
fn null() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(filled);
        provoke.dropped(UnexpectedAcquire, &[], || first(count, &mut filled));
        assert!(!count.put(filled));
    });
}

#[acquires_ref(Users)]
fn try_find(count: &RefCount<Users>) -> bool {
    count.try_get(mm_ref)
}

#[test]
fn success_and_failure_as_promised_are_no_mistake() {
    let _turn = crate::common::serial();
    let count = immortal();
    let freed = RefCount::zero();
    MM_REF!(found);
    MM_REF!(parsed);
    let violations = crate::common::violations(|| {
        assert!(!try_find(&freed, &mut found));
        assert!(try_find(count, &mut found));
        assert_eq!(parse(count, "7", &mut parsed), Ok(7));
    });
    assert!(violations.is_empty(), "{violations:?}");
    assert!(!count.put(found));
    assert!(!count.put(parsed));
}
