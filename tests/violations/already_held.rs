//! `AlreadyHeld`: a reference is filled that holds something already.

use crate::common::{Users, books, immortal, only_violation, serial, under_each_policy};
use mmref::ViolationKind::AlreadyHeld;
use mmref::{MM_REF, MmRef, RefCount, SharedRef, Violation, move_ref, raw};

/// The reference at fault, as a report names it: its slot, and the line that filled it.
fn filled(violation: &Violation) -> (Option<&str>, u32) {
    let reference = violation.reference().expect("there is a reference");
    (reference.owner().name(), reference.share().expect("it is held").acquired().line())
}

#[test]
fn get_on_the_same_object() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(twice);
        let line = (count.get(&mut twice), line!()).1;
        let violation = provoke.refused(AlreadyHeld, &[count], || count.get(&mut twice));
        assert_eq!(filled(&violation), (Some("twice"), line));
        assert_eq!(violation.object().map(|list| list.object()), Some(count.refs().object()));
        assert!(violation.other().is_none());
        assert!(!count.put(twice));
    });
}

#[test]
fn get_on_another_object() {
    under_each_policy(|provoke| {
        let (first, second) = (immortal(), immortal());
        MM_REF!(twice);
        let line = (first.get(&mut twice), line!()).1;
        let violation = provoke.refused(AlreadyHeld, &[first, second], || second.get(&mut twice));
        assert_eq!(filled(&violation), (Some("twice"), line));
        assert_eq!(violation.object().map(|list| list.object()), Some(second.refs().object()));
        assert_eq!(violation.other().map(|list| list.object()), Some(first.refs().object()));
        assert!(!first.put(twice));
    });
}

#[test]
fn try_get() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(twice);
        assert!(count.try_get(&mut twice));
        provoke.refused(AlreadyHeld, &[count], || assert!(!count.try_get(&mut twice)));
        assert!(!count.put(twice));
    });
}

#[test]
fn first_share_of_a_new_count() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(twice);
        count.get(&mut twice);
        provoke.refused(AlreadyHeld, &[count], || assert!(RefCount::new(&mut twice).put_untracked()));
        assert!(!count.put(twice));
    });
}

#[test]
fn target_of_move_ref() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(from: Users);
        MM_REF!(to: Users);
        count.get(&mut from);
        let line = (count.get(&mut to), line!()).1;
        let violation = provoke.refused(AlreadyHeld, &[count], || move_ref(from, &mut to));
        assert_eq!(filled(&violation), (Some("to"), line));
        assert_eq!(violation.source().and_then(|source| source.owner().name()), Some("from"));
        assert!(!count.put(to));
    });
}

#[test]
fn shared_slot() {
    under_each_policy(|provoke| {
        let count = immortal();
        let slot = SharedRef::new();
        let line = (fill(&slot, count), line!()).1;
        MM_REF!(late);
        count.get(&mut late);
        let violation = provoke.refused(AlreadyHeld, &[count], || slot.store(late));
        assert_eq!(filled(&violation), (None, line));
        assert_eq!(violation.source().and_then(|source| source.owner().name()), Some("late"));
        assert!(!count.put(slot.take()));
    });
}

#[track_caller]
fn fill(slot: &SharedRef<Users>, count: &RefCount<Users>) {
    let mut reference = MmRef::new();
    count.get(&mut reference);
    slot.store(reference);
}

#[test]
fn foreign_object() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(twice);
        count.get(&mut twice);
        provoke.refused(AlreadyHeld, &[count], || raw::list(&raw const *count, &mut twice));
        assert!(raw::refs::<Users, _>(&raw const *count).holders().is_empty());
        assert!(!count.put(twice));
    });
}

#[test]
fn acquired_on_another_thread() {
    let _turn = serial();
    let count = immortal();
    MM_REF!(twice);
    std::thread::scope(|scope| {
        let helper = std::thread::Builder::new().name("helper".to_owned());
        helper.spawn_scoped(scope, || count.get(&mut twice)).expect("a thread can be started");
    });
    let violation = only_violation(|| count.get(&mut twice));
    let share = violation.reference().and_then(|reference| reference.share());
    assert_eq!(share.map(|share| share.thread()).as_deref(), Some("helper"));
    assert!(!count.put(twice));
    assert_eq!(books(count).count, 1);
}
