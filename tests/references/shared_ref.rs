//! `SharedRef`: a slot that whoever reaches it fills and empties.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use crate::common::{Users, books, held, immortal, only_violation, serial};
use mmref::{MM_REF, MmRef, Policy, SharedRef, ViolationKind, set_policy};

#[test]
fn gives_what_was_stored() {
    let count = immortal();
    let slot = SharedRef::new();
    slot.store(held(count));
    assert!(!count.put(slot.take()));
    assert_eq!(books(count).count, 1);
}

#[test]
fn gives_an_idle_reference_when_empty() {
    let slot = SharedRef::<Users>::default();
    assert!(slot.take().into_raw().is_null());
    slot.store(held(immortal()));
    assert!(!slot.take().into_raw().is_null());
    assert!(slot.take().into_raw().is_null());
}

#[test]
fn static_slot_is_the_owner() {
    static VICTIM: SharedRef<Users> = SharedRef::new();
    let line = line!() - 1;
    let count = immortal();
    let stored = (VICTIM.store(held(count)), line!()).1;
    let list = count.refs();
    assert_eq!(list.holders()[0].owner().place().line(), line);
    assert_eq!(list.holders()[0].moved().map(|place| place.line()), Some(stored));
    assert!(!count.put(VICTIM.take()));
}

#[test]
fn is_filled_again_after_it_was_emptied() {
    let count = immortal();
    let slot = SharedRef::new();
    for _ in 0..3 {
        slot.store(held(count));
        assert!(!count.put(slot.take()));
    }
}

#[test]
fn count_is_not_touched() {
    let count = immortal();
    let slot = SharedRef::new();
    slot.store(held(count));
    assert_eq!((books(count).count, books(count).listed), (2, 1));
    let taken = slot.take();
    assert_eq!((books(count).count, books(count).listed), (2, 1));
    assert!(!count.put(taken));
}

#[test]
fn refused_store_leaves_both_references_where_they_were() {
    let _turn = serial();
    let count = immortal();
    let slot = SharedRef::new();
    slot.store(held(count));
    MM_REF!(late);
    count.get(&mut late);
    let before = books(count);
    assert_eq!(only_violation(|| slot.store(late)).kind(), ViolationKind::AlreadyHeld);
    assert_eq!(books(count), before);
    assert!(count.refs().holders().iter().any(|holder| holder.owner().name() == Some("late")));
    assert!(!count.put(slot.take()));
}

#[test]
fn one_of_many_threads_takes() {
    let count = immortal();
    let slot = SharedRef::new();
    let winners = AtomicU32::new(0);
    let compete = || {
        let taken = slot.take().into_raw();
        if !taken.is_null() {
            winners.fetch_add(1, Relaxed);
            // SAFETY: the pointer comes from `into_raw` above and is used once.
            assert!(!count.put(unsafe { MmRef::from_raw(taken) }));
        }
    };
    for round in 1..=100 {
        slot.store(held(count));
        thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(compete))));
        assert_eq!(winners.load(Relaxed), round);
    }
    assert_eq!(books(count).count, 1);
}

/// One of them gets its reference in; those of the others stay on the list, and leak.
#[test]
fn one_of_many_threads_stores() {
    let _turn = serial();
    let count = immortal();
    let slot = SharedRef::new();
    let lost = crate::common::violations(|| {
        let compete = || slot.store(held(count));
        thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(compete))));
    });
    assert_eq!(lost.iter().filter(|it| it.kind() == ViolationKind::AlreadyHeld).count(), 7);
    assert_eq!(books(count).listed, 8);
    assert!(!count.put(slot.take()));
    set_policy(Policy::Panic);
}

/// What a thread wrote before it stored is there for the thread that takes.
#[test]
fn hands_over_what_was_done_before() {
    let count = immortal();
    let slot = SharedRef::new();
    let written = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            written.store(1, Relaxed);
            slot.store(held(count));
        });
        let taken = std::iter::repeat_with(|| slot.take().into_raw()).find(|raw| !raw.is_null()).expect("endless");
        assert_eq!(written.load(Relaxed), 1);
        // SAFETY: the pointer comes from `into_raw` above and is used once.
        assert!(!count.put(unsafe { MmRef::from_raw(taken) }));
    });
}

#[test]
fn debug_names_what_it_holds() {
    let count = immortal();
    let slot = SharedRef::new();
    assert_eq!(format!("{slot:?}"), "SharedRef { class: \"users\", held: None }");
    slot.store(held(count));
    assert!(format!("{slot:?}").contains(&format!("{:?}", count.refs().object_name())));
    assert!(!count.put(slot.take()));
}
