//! `LeakedReference`: a slot is dropped, or overwritten, while it holds a reference.

use crate::common::{Users, books, immortal, under_each_policy};
use mmref::ViolationKind::LeakedReference;
use mmref::snapshot::RefList;
use mmref::{MM_REF, MmRef, RefCount, SharedRef, Violation};

/// The slot at fault, and the line that filled it.
fn leaked(violation: &Violation) -> (Option<&str>, u32) {
    assert!(violation.place().is_none(), "a drop has no place");
    let reference = violation.reference().expect("there is a reference");
    (reference.owner().name(), reference.share().expect("it is held").acquired().line())
}

#[test]
fn drop_of_a_slot() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(forgotten);
        let line = (count.get(&mut forgotten), line!()).1;
        let violation = provoke.dropped(LeakedReference, &[count], || drop(forgotten));
        assert_eq!(leaked(&violation), (Some("forgotten"), line));
        assert_eq!(violation.other().map(RefList::object), Some(count.refs().object()));
        assert_eq!(books(count).listed, 1, "the share stays on the list");
    });
}

#[test]
fn early_return() {
    fn peek(count: &RefCount<Users>) -> Option<u32> {
        MM_REF!(forgotten);
        count.get(&mut forgotten);
        let none: Option<u32> = None;
        let value = none?;
        let _ = count.put(forgotten);
        Some(value)
    }
    under_each_policy(|provoke| {
        let count = immortal();
        let violation = provoke.dropped(LeakedReference, &[], || peek(count));
        assert_eq!(leaked(&violation).0, Some("forgotten"));
        assert_eq!(books(count).listed, 1);
    });
}

#[test]
fn overwritten_slot() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(slot);
        let line = (count.get(&mut slot), line!()).1;
        let violation = provoke.dropped(LeakedReference, &[count], || slot = MmRef::new());
        assert_eq!(leaked(&violation), (Some("slot"), line));
    });
}

#[test]
fn field_of_a_structure() {
    struct Task {
        pages: [MmRef<Users>; 2],
    }
    under_each_policy(|provoke| {
        let count = immortal();
        let mut task = Task { pages: [MM_REF!(), MM_REF!()] };
        let line = (count.get(&mut task.pages[1]), line!()).1;
        let violation = provoke.dropped(LeakedReference, &[count], || drop(task));
        assert_eq!(leaked(&violation), (None, line));
    });
}

#[test]
fn shared_slot() {
    under_each_policy(|provoke| {
        let count = immortal();
        let (slot, line) = (SharedRef::new(), line!());
        MM_REF!(reference);
        count.get(&mut reference);
        slot.store(reference);
        let violation = provoke.dropped(LeakedReference, &[count], || drop(slot));
        assert!(violation.place().is_none());
        assert_eq!(violation.reference().map(|reference| reference.owner().place().line()), Some(line));
        assert_eq!(books(count).listed, 1);
    });
}

#[test]
fn the_slot_that_it_was_moved_to_is_named() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(first);
        MM_REF!(second);
        count.get(&mut first);
        mmref::move_ref(first, &mut second);
        let violation = provoke.dropped(LeakedReference, &[count], || drop(second));
        assert_eq!(leaked(&violation).0, Some("second"));
    });
}

#[test]
fn every_slot_of_a_vector_is_told_of() {
    let _turn = crate::common::serial();
    let count = immortal();
    let mut slots = [const { MmRef::new() }; 3];
    slots.iter_mut().for_each(|slot| count.get(slot));
    let violations = crate::common::violations(|| drop(slots));
    assert_eq!(violations.iter().map(Violation::kind).collect::<Vec<_>>(), [LeakedReference; 3]);
    assert_eq!(books(count).listed, 3);
}
