//! `LeakedObject`: an object is freed while references to it are held.

use crate::common::{Page, Users, under_each_policy};
use mmref::ViolationKind::LeakedObject;
use mmref::snapshot::ObjectId;
use mmref::{MM_REF, MmRef, RefCount, Violation, live};

fn holders(violation: &Violation) -> Vec<(Option<&str>, u32)> {
    let object = violation.object().expect("there is an object");
    object.holders().iter().map(|holder| (holder.owner().name(), holder.acquired().line())).collect()
}

/// How many references name the object, freed or not.
fn still_listed(object: ObjectId) -> usize {
    live().holders().iter().filter(|holder| holder.object() == object).count()
}

/// The object is gone, so nothing can take these back.
fn forget(references: impl IntoIterator<Item = MmRef<Users>>) {
    references.into_iter().for_each(core::mem::forget);
}

#[test]
fn every_holder_is_named() {
    under_each_policy(|provoke| {
        MM_REF!(first);
        MM_REF!(second);
        let (count, line) = (RefCount::new(&mut first), line!());
        count.get(&mut second);
        let object = count.refs().object();
        let violation = provoke.dropped(LeakedObject, &[], || drop(count));
        assert_eq!(violation.place(), None);
        assert!(violation.reference().is_none());
        assert_eq!(violation.object().map(|list| (list.count(), list.listed())), Some((Some(2), 2)));
        let mut named = holders(&violation);
        named.sort_unstable();
        assert_eq!(named, [(Some("first"), line), (Some("second"), line + 1)]);
        assert_eq!(still_listed(object), 2);
        forget([first, second]);
    });
}

#[test]
fn untracked_shares_are_told_of_beside_them() {
    under_each_policy(|provoke| {
        let count = RefCount::untracked(2);
        MM_REF!(held);
        count.get(&mut held);
        let violation = provoke.dropped(LeakedObject, &[], || drop(count));
        let list = violation.object().expect("there is an object");
        assert_eq!((list.count(), list.listed(), list.untracked()), (Some(3), 1, Some(2)));
        forget([held]);
    });
}

#[test]
fn the_structure_around_it_is_freed() {
    under_each_policy(|provoke| {
        let page = Box::new(Page { users: RefCount::untracked(1), ..Page::new() });
        MM_REF!(held);
        mmref::get(&*page, &mut held);
        assert!(!page.users.put_untracked());
        let violation = provoke.dropped(LeakedObject, &[], || drop(page));
        assert_eq!(holders(&violation).first().map(|(name, _)| *name), Some(Some("held")));
        forget([held]);
    });
}

#[test]
fn a_put_that_was_not_the_last_frees_nothing() {
    under_each_policy(|provoke| {
        MM_REF!(first);
        MM_REF!(second);
        let count = RefCount::new(&mut first);
        count.get(&mut second);
        assert!(!count.put(first));
        // The mistake: to free it all the same.
        let violation = provoke.dropped(LeakedObject, &[], || drop(count));
        assert_eq!(holders(&violation).first().map(|(name, _)| *name), Some(Some("second")));
        forget([second]);
    });
}

/// A count that overflowed is never freed by a put; but whoever frees it while it is held is told.
#[test]
fn saturated_count_with_a_holder() {
    under_each_policy(|provoke| {
        let count = RefCount::untracked(i32::MAX as u32 - 1);
        MM_REF!(held);
        count.get(&mut held);
        crate::common::only_violation(|| count.get_untracked());
        let violation = provoke.dropped(LeakedObject, &[], || drop(count));
        assert_eq!(holders(&violation).len(), 1);
        forget([held]);
    });
}
