//! `CountMismatch`: a share is given up, or left behind, that no reference stands for.

use crate::common::{Users, immortal, under_each_policy};
use mmref::ViolationKind::CountMismatch;
use mmref::snapshot::RefList;
use mmref::{MM_REF, RefCount};

#[test]
fn put_untracked_where_every_share_has_a_reference() {
    under_each_policy(|provoke| {
        MM_REF!(only);
        let count = RefCount::new(&mut only);
        let violation = provoke.refused(CountMismatch, &[&count], || assert!(!count.put_untracked()));
        assert!(violation.reference().is_none());
        let list = violation.object().expect("there is an object");
        assert_eq!((list.count(), list.untracked()), (Some(1), Some(0)));
        assert_eq!(list.holders()[0].owner().name(), Some("only"));
        assert!(count.put(only));
    });
}

#[test]
fn put_untracked_once_too_often() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(held);
        count.get(&mut held);
        assert!(!count.put_untracked());
        provoke.refused(CountMismatch, &[count], || count.put_untracked());
        assert!(count.put(held));
    });
}

#[test]
fn put_untracked_at_zero() {
    under_each_policy(|provoke| {
        let count = RefCount::zero();
        provoke.refused(CountMismatch, &[&count], || assert!(!count.put_untracked()));
    });
}

#[test]
fn object_freed_with_untracked_shares() {
    under_each_policy(|provoke| {
        let count = RefCount::<Users>::untracked(3);
        let object = count.refs().object();
        let violation = provoke.dropped(CountMismatch, &[], || drop(count));
        assert_eq!(violation.place(), None);
        assert_eq!(violation.object().map(RefList::object), Some(object));
        assert_eq!(violation.object().and_then(RefList::untracked), Some(3));
    });
}

#[test]
fn object_freed_after_a_put_that_was_not_the_last() {
    under_each_policy(|provoke| {
        MM_REF!(only: Users);
        let count = RefCount::new(&mut only);
        count.get_untracked();
        assert!(!count.put(only));
        let violation = provoke.dropped(CountMismatch, &[], || drop(count));
        assert_eq!(violation.object().map(|list| (list.count(), list.listed())), Some((Some(1), 0)));
    });
}
