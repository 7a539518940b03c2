//! The kinds of mistake that the 2016 patch has, with slots in structures, where only the run-time checks see them.

use crate::common::{Users, serial, violations};
use mmref::ViolationKind::{AlreadyHeld, LeakedReference, NotHeld, WrongObject};
use mmref::{MmRef, RefCount, ViolationKind, move_ref};

/// A waiter's key, a task's mm: some structure with a slot.
#[derive(Default)]
struct Structure {
    mm_ref: MmRef<Users>,
}

fn kinds(broken: impl FnOnce()) -> Vec<ViolationKind> {
    violations(broken).iter().map(|violation| violation.kind()).collect()
}

#[test]
fn one_slot_is_filled_for_every_waiter_and_put_as_often() {
    let _turn = serial();
    let (mut waker, mut first) = (Structure::default(), MmRef::new());
    let mm = RefCount::<Users>::new(&mut first);
    let broken = kinds(|| {
        mm.get(&mut waker.mm_ref);
        mm.get(&mut waker.mm_ref);
        assert!(!mm.put(waker.mm_ref.take()));
        assert!(!mm.put(waker.mm_ref.take()));
    });
    assert_eq!(broken, [AlreadyHeld, NotHeld]);
    assert_eq!(mm.count(), 1);
    assert!(mm.put(first));
}

#[test]
fn the_present_overwrites_the_previous() {
    let _turn = serial();
    let (mut present, mut previous) = (Structure::default(), Structure::default());
    let mms: [RefCount<Users>; 2] = [const { RefCount::zero() }; 2];
    mms[0].restart(&mut previous.mm_ref);
    mms[1].restart(&mut present.mm_ref);
    let broken = kinds(|| previous.mm_ref = present.mm_ref.take());
    assert_eq!(broken, [LeakedReference]);
    assert!(mms[1].put(previous.mm_ref));
}

#[test]
fn the_old_reference_is_put_to_the_new_mm() {
    let _turn = serial();
    let (mut task, mut active) = (Structure::default(), Structure::default());
    let (old, new): (RefCount<Users>, RefCount<Users>) = (RefCount::zero(), RefCount::zero());
    old.restart(&mut task.mm_ref);
    move_ref(task.mm_ref.take(), &mut active.mm_ref);
    new.restart(&mut task.mm_ref);
    let broken = kinds(|| assert!(!new.put(active.mm_ref.take())));
    assert_eq!(broken, [WrongObject]);
    assert_eq!((old.count(), new.count()), (1, 1), "nothing is freed");
    assert!(new.put(task.mm_ref));
}
