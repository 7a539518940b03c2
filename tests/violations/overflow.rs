//! `Overflow`: a count at its limit saturates, and its object is never freed.

use crate::common::{Users, books, under_each_policy};
use mmref::ViolationKind::Overflow;
use mmref::{MM_REF, RefCount, ViolationKind};

const LIMIT: u32 = i32::MAX as u32;

#[test]
fn get() {
    under_each_policy(|provoke| {
        let count = RefCount::untracked(LIMIT);
        MM_REF!(one_more);
        let violation = provoke.refused(Overflow, &[&count], || count.get(&mut one_more));
        let reference = violation.reference().expect("there is a reference");
        assert_eq!(reference.owner().name(), Some("one_more"));
        assert!(reference.share().is_none());
        assert_eq!(violation.object().and_then(mmref::snapshot::RefList::count), Some(LIMIT));
    });
}

#[test]
fn try_get() {
    under_each_policy(|provoke| {
        let count = RefCount::untracked(LIMIT);
        MM_REF!(one_more);
        provoke.refused(Overflow, &[&count], || assert!(!count.try_get(&mut one_more)));
    });
}

#[test]
fn get_untracked() {
    under_each_policy(|provoke| {
        let count = RefCount::untracked(LIMIT);
        provoke.refused(Overflow, &[&count], || count.get_untracked());
    });
}

#[test]
fn the_last_share_below_the_limit_is_given() {
    under_each_policy(|provoke| {
        let count = RefCount::untracked(LIMIT - 1);
        MM_REF!(last);
        MM_REF!(one_more);
        count.get(&mut last);
        let violation = provoke.refused(Overflow, &[&count], || count.get(&mut one_more));
        let listed = violation.object().expect("there is an object").holders();
        assert_eq!(listed.iter().map(|holder| holder.owner().name()).collect::<Vec<_>>(), [Some("last")]);
        assert!(!count.put(last));
    });
}

fn saturated() -> RefCount<Users> {
    let count = RefCount::untracked(LIMIT);
    crate::common::only_violation(|| count.get_untracked());
    count
}

#[test]
fn saturated_count_stays_at_its_limit() {
    let _turn = crate::common::serial();
    let count = saturated();
    for _ in 0..1000 {
        assert!(!count.put_untracked());
    }
    assert_eq!(count.count(), LIMIT);
}

#[test]
fn every_further_get_is_refused() {
    let _turn = crate::common::serial();
    let count = saturated();
    let violations = crate::common::violations(|| (0..1000).for_each(|_| count.get_untracked()));
    assert_eq!(violations.iter().filter(|violation| violation.kind() == Overflow).count(), 1000);
    assert_eq!(count.count(), LIMIT);
}

#[test]
fn references_of_a_saturated_count_leave_its_list() {
    let _turn = crate::common::serial();
    let count = RefCount::<Users>::untracked(LIMIT - 1);
    MM_REF!(held);
    count.get(&mut held);
    crate::common::only_violation(|| count.get_untracked());
    assert_eq!(books(&count).listed, 1);
    assert!(!count.put(held));
    assert_eq!((books(&count).count, books(&count).listed), (LIMIT, 0));
}

#[test]
fn saturated_count_is_dropped_in_silence() {
    let _turn = crate::common::serial();
    let count = saturated();
    let violations: Vec<ViolationKind> = crate::common::violations(|| drop(count)).iter().map(|it| it.kind()).collect();
    assert_eq!(violations, []);
}
