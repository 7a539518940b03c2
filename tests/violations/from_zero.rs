//! `FromZero`: a share is taken of an object whose count is zero.

use crate::common::{Users, books, under_each_policy};
use mmref::ViolationKind::FromZero;
use mmref::snapshot::RefList;
use mmref::{MM_REF, RefCount, live};

#[test]
fn get_on_a_count_that_nobody_held_yet() {
    under_each_policy(|provoke| {
        let count = RefCount::zero();
        MM_REF!(late);
        let violation = provoke.refused(FromZero, &[&count], || count.get(&mut late));
        let reference = violation.reference().expect("there is a reference");
        assert_eq!(reference.owner().name(), Some("late"));
        assert!(reference.share().is_none());
        assert_eq!(violation.object().map(RefList::object), Some(count.refs().object()));
    });
}

#[test]
fn get_after_the_last_put() {
    under_each_policy(|provoke| {
        MM_REF!(only);
        MM_REF!(late);
        let count = RefCount::new(&mut only);
        assert!(count.put(only));
        provoke.refused(FromZero, &[&count], || count.get(&mut late));
        assert_eq!(books(&count).count, 0);
    });
}

#[test]
fn get_untracked() {
    under_each_policy(|provoke| {
        let count = RefCount::zero();
        let violation = provoke.refused(FromZero, &[&count], || count.get_untracked());
        assert!(violation.reference().is_none());
    });
}

#[test]
fn zero_is_for_good() {
    let _turn = crate::common::serial();
    let count = RefCount::<Users>::zero();
    let violations = crate::common::violations(|| (0..1000).for_each(|_| count.get_untracked()));
    assert_eq!(violations.len(), 1000);
    assert_eq!(count.count(), 0);
    assert!(!count.try_get(&mut mmref::MmRef::new()));
}

#[test]
fn try_get_says_false_instead() {
    let _turn = crate::common::serial();
    let count = RefCount::<Users>::zero();
    MM_REF!(late);
    assert!(crate::common::violations(|| assert!(!count.try_get(&mut late))).is_empty());
    let object = count.refs().object();
    assert!(!live().holders().iter().any(|holder| holder.object() == object));
}
