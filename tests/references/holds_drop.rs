//! A structure that is dropped while it holds a reference: `LeakedReference`, once for each, under the name of the field.

use crate::common::{Provoke, Users, books, immortal, in_child, serial, under_each_policy, violations};
use mmref::ViolationKind::LeakedReference;
use mmref::{HoldsRefs, MM_REF, MmRef, RefCount, SharedRef, Violation, holds_ref, move_ref};

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: &'static RefCount<Users>,
    #[counted(active_ref: Users, shared)]
    active_mm: &'static RefCount<Users>,
}

fn task(mm: &'static RefCount<Users>) -> Task {
    Task { mm, mm_ref: MM_REF!(Task::mm_ref), active_mm: mm, active_ref: MM_REF!(Task::active_ref) }
}

fn held(count: &RefCount<Users>) -> MmRef<Users> {
    MM_REF!(from);
    count.get(&mut from);
    from
}

fn field(violation: &Violation) -> String {
    violation.reference().expect("there is a reference").owner().to_string()
}

/// Drops something whose only reference `count` is held by.
fn assert_leaks<T>(provoke: &Provoke<'_>, count: &RefCount<Users>, structure: T, name: &str) {
    let violation = provoke.dropped(LeakedReference, &[], || drop(structure));
    assert_eq!(field(&violation), name);
    let share = violation.reference().and_then(|reference| reference.share()).expect("it is held");
    assert_eq!(share.owner().to_string(), name, "so says the list");
    assert_eq!((books(count).count, books(count).listed), (2, 1), "the share stays on the list");
}

#[test]
fn a_field() {
    under_each_policy(|provoke| {
        let count = immortal();
        let mut task = task(count);
        task.mm.get(&mut task.mm_ref);
        assert_leaks(provoke, count, task, "Task::mm_ref");
    });
}

#[test]
fn a_shared_field() {
    under_each_policy(|provoke| {
        let count = immortal();
        let task = task(count);
        task.active_ref.store(held(task.active_mm));
        assert_leaks(provoke, count, task, "Task::active_ref");
    });
}

#[test]
fn a_field_that_was_filled_with_a_local() {
    under_each_policy(|provoke| {
        let count = immortal();
        let task = Task { mm_ref: held(count), mm: count, active_mm: count, active_ref: SharedRef::new() };
        assert_leaks(provoke, count, task, "Task::mm_ref");
    });
}

#[test]
fn a_field_that_is_a_slot_of_another_name() {
    under_each_policy(|provoke| {
        let count = immortal();
        let mut other = task(count);
        count.get(&mut other.mm_ref);
        let shared = SharedRef::from_ref(other.mm_ref.take());
        let task = Task { mm_ref: MmRef::new(), mm: count, active_mm: count, active_ref: shared };
        assert_leaks(provoke, count, task, "Task::active_ref");
    });
}

#[test]
fn the_place_of_the_field_is_named_if_there_is_no_other() {
    under_each_policy(|provoke| {
        let count = immortal();
        let task = Task { mm_ref: held(count), mm: count, active_mm: count, active_ref: SharedRef::new() };
        let violation = provoke.dropped(LeakedReference, &[], || drop(task));
        let owner = violation.reference().expect("there is a reference").owner();
        assert_eq!(owner.place().line(), 9, "the line of `counted(mm_ref: Users)`");
    });
}

#[test]
fn a_move_stays_on_record() {
    under_each_policy(|provoke| {
        let count = immortal();
        let mut slot = MmRef::new();
        let line = (move_ref(held(count), &mut slot), line!()).1;
        let task = Task { mm_ref: slot, mm: count, active_mm: count, active_ref: SharedRef::new() };
        let violation = provoke.dropped(LeakedReference, &[], || drop(task));
        let share = violation.reference().and_then(|reference| reference.share()).expect("it is held");
        assert_eq!(share.moved().map(|place| place.line()), Some(line));
    });
}

#[test]
fn every_field_is_told_of_once() {
    let _turn = serial();
    let count = immortal();
    let task = Task { mm_ref: held(count), mm: count, active_mm: count, active_ref: SharedRef::from_ref(held(count)) };
    let violations = violations(|| drop(task));
    assert_eq!(violations.iter().map(field).collect::<Vec<_>>(), ["Task::mm_ref", "Task::active_ref"]);
    assert!(violations.iter().all(|violation| violation.kind() == LeakedReference));
    assert_eq!(books(count).listed, 2);
}

#[test]
fn nothing_is_told_of_an_idle_one() {
    let _turn = serial();
    let count = immortal();
    assert_eq!(violations(|| drop(task(count))).len(), 0);
    let mut filled = task(count);
    count.get(&mut filled.mm_ref);
    assert!(!count.put(filled.mm_ref.take()));
    assert_eq!(violations(|| drop(filled)).len(), 0);
}

#[test]
fn a_stale_copy_is_told_of_as_stale() {
    let _turn = serial();
    let count = immortal();
    let raw = held(count).into_raw();
    // SAFETY: the first of two uses.
    let one = unsafe { MmRef::<Users>::from_raw(raw) };
    // SAFETY: none, the pointer was used before: that is the mistake.
    let other = unsafe { MmRef::from_raw(raw) };
    assert!(!count.put(one));
    let task = Task { mm_ref: other, mm: count, active_mm: count, active_ref: SharedRef::new() };
    let violations = violations(|| drop(task));
    assert_eq!(violations.iter().map(Violation::kind).collect::<Vec<_>>(), [mmref::ViolationKind::Stale]);
    assert_eq!(field(&violations[0]), "Task::mm_ref");
}

#[test]
fn while_unwinding() {
    let child = in_child!(&[], || {
        let unwound = std::panic::catch_unwind(|| {
            let count = immortal();
            let _task = Task { mm_ref: held(count), mm: count, active_mm: count, active_ref: SharedRef::new() };
            std::panic::panic_any("something else");
        });
        assert!(unwound.is_err());
    });
    let stderr = child.succeeded();
    assert_eq!(
        stderr.matches("mmref: reference dropped while it is held\n  reference  Task::mm_ref").count(),
        1,
        "{stderr}"
    );
}

/// Its drop is written by hand: it gives up one of its references, and forgets the other.
#[holds_ref(no_drop)]
struct Device {
    #[counted(mm_ref: Users)]
    mm: &'static RefCount<Users>,
    #[counted(notifier_ref: Users)]
    _notifier: &'static RefCount<Users>,
}

impl Drop for Device {
    fn drop(&mut self) {
        assert!(!self.mm.put(self.mm_ref.take()));
        self.check_drop();
    }
}

#[test]
fn with_a_drop_of_its_own() {
    under_each_policy(|provoke| {
        let count = immortal();
        let device = Device { mm: count, mm_ref: held(count), _notifier: count, notifier_ref: held(count) };
        let violation = provoke.dropped(LeakedReference, &[], || drop(device));
        assert_eq!(field(&violation), "Device::notifier_ref");
        assert_eq!(books(count).listed, 1);
    });
}

#[holds_ref(no_drop)]
struct Unchecked {
    #[counted(mm_ref: Users)]
    mm: &'static RefCount<Users>,
}

#[test]
fn without_a_check_the_slot_keeps_its_name() {
    under_each_policy(|provoke| {
        let count = immortal();
        let unchecked = Unchecked { mm: count, mm_ref: held(count) };
        assert!(std::ptr::eq(unchecked.mm, count));
        let violation = provoke.dropped(LeakedReference, &[count], || drop(unchecked));
        assert_eq!(field(&violation), "from in references::holds_drop::held");
    });
}
