//! Capacity: where there is no more room, references are held and counted without being listed, and nothing breaks.

use std::thread;

use crate::common::{Users, books, held, immortal, in_child, only_violation, serial};
use mmref::{MM_REF, MmRef, RefCount, SharedRef, ViolationKind, live, move_ref, raw, set_capacity};

/// Runs where nothing at all can be listed.
fn without_room(work: impl FnOnce()) {
    let _turn = serial();
    set_capacity(0);
    work();
    assert!(live().is_empty(), "{:?}", live());
}

#[test]
fn references_beyond_the_capacity_are_counted() {
    let child = in_child!(&[], || {
        set_capacity(128);
        let count = immortal();
        let references = [(); 1000].map(|()| held(count));
        let list = count.refs();
        assert_eq!(list.count(), Some(1001));
        assert!((1..=128).contains(&list.listed()), "{}", list.listed());
        assert_eq!(list.holders().len() as u32, list.listed());
        assert_eq!(live().unlisted(), u64::from(1000 - list.listed()));
        references.into_iter().for_each(|reference| assert!(!count.put(reference)));
        assert!(live().is_empty());
        assert!(count.put_untracked());
    });
    child.succeeded();
}

#[test]
fn unlisted_references_are_unlisted_untracked_shares() {
    let child = in_child!(&[], || {
        without_room(|| {
            let count = immortal();
            let reference = held(count);
            let books = books(count);
            assert_eq!((books.count, books.listed, books.untracked), (2, 0, 2));
            assert_eq!((live().holders().len(), live().unlisted()), (0, 1));
            assert!(!live().is_empty());
            assert!(!count.put(reference));
        });
    });
    child.succeeded();
}

#[test]
fn new_count() {
    let child = in_child!(&[], || {
        without_room(|| {
            MM_REF!(only: Users);
            MM_REF!(other);
            let count = RefCount::new(&mut only);
            assert!(count.try_get(&mut other));
            assert_eq!((count.count(), live().unlisted()), (2, 2));
            assert!(!count.put(only));
            assert!(count.put(other));
            assert!(!count.try_get(&mut MmRef::new()));
        });
    });
    child.succeeded();
}

#[test]
fn moves_and_pointers() {
    let child = in_child!(&[], || {
        without_room(|| {
            let count = immortal();
            MM_REF!(target);
            move_ref(held(count), &mut target);
            let raw = target.take().into_raw();
            assert!(!raw.is_null());
            let slot = SharedRef::new();
            // SAFETY: the pointer comes from the line above and is used once.
            slot.store(unsafe { MmRef::from_raw(raw) });
            assert!(!count.put(slot.take()));
        });
    });
    child.succeeded();
}

#[test]
fn foreign_objects() {
    let child = in_child!(&[], || {
        without_room(|| {
            MM_REF!(reference: Users);
            let foreign = 7;
            raw::list(&raw const foreign, &mut reference);
            assert_eq!(live().unlisted(), 1);
            raw::unlist(&raw const foreign, reference);
        });
    });
    child.succeeded();
}

#[test]
fn other_threads() {
    let child = in_child!(&[], || {
        without_room(|| {
            let count = immortal();
            let churn = || (0..1000).for_each(|_| assert!(!count.put(held(count))));
            thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(churn))));
            assert_eq!(count.count(), 1);
        });
    });
    child.succeeded();
}

#[test]
fn more_room_lists_further_references() {
    let child = in_child!(&[], || {
        set_capacity(0);
        let count = immortal();
        let unlisted = held(count);
        set_capacity(u32::MAX);
        let listed = held(count);
        assert_eq!((count.refs().listed(), live().unlisted()), (1, 1));
        assert!(!count.put(unlisted));
        assert_eq!((count.refs().listed(), live().unlisted()), (1, 0));
        assert!(!count.put(listed));
    });
    child.succeeded();
}

#[test]
fn nodes_are_used_again() {
    let child = in_child!(&[], || {
        set_capacity(64);
        let count = immortal();
        for _ in 0..1000 {
            let reference = held(count);
            assert_eq!(count.refs().listed(), 1);
            assert!(!count.put(reference));
        }
    });
    child.succeeded();
}

#[test]
fn unlisted_reference_is_held_all_the_same() {
    let child = in_child!(&[], || {
        without_room(|| {
            let count = immortal();
            let mut reference = held(count);
            let violation = only_violation(|| count.get(&mut reference));
            assert_eq!(violation.kind(), ViolationKind::AlreadyHeld);
            assert!(!count.put(reference));
        });
    });
    child.succeeded();
}

#[test]
fn unlisted_reference_leaks() {
    let child = in_child!(&[], || {
        set_capacity(0);
        let _turn = serial();
        let count = immortal();
        let reference = held(count);
        let violation = only_violation(|| drop(reference));
        assert_eq!(violation.kind(), ViolationKind::LeakedReference);
        assert_eq!((count.count(), live().unlisted()), (2, 1));
    });
    child.succeeded();
}

/// Nobody knows which object an unlisted reference is held on; but a count never goes below its listed references.
#[test]
fn refused_put_of_an_unlisted_reference_leaves_it_counted() {
    let child = in_child!(&[], || {
        set_capacity(0);
        let _turn = serial();
        let (count, freed) = (immortal(), RefCount::zero());
        let reference = held(count);
        let violation = only_violation(|| assert!(!freed.put(reference)));
        assert_eq!(violation.kind(), ViolationKind::CountMismatch);
        assert_eq!((count.count(), freed.count(), live().unlisted()), (2, 0, 1));
    });
    child.succeeded();
}
