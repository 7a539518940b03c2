//! `Stale`: a copy of a reference is used that was given up already, or that never was one.

use core::ffi::c_void;

use crate::common::{Users, books, immortal, under_each_policy};
use mmref::ViolationKind::Stale;
use mmref::{MM_REF, MmRef, RefCount, SharedRef, move_ref, raw, requires_ref};

/// Makes one more reference of a pointer that was used up.
#[track_caller]
fn copy(raw: *mut c_void) -> MmRef<Users> {
    // SAFETY: a second copy is the mistake to be recognised. It is used after the first, and no memory depends on it.
    unsafe { MmRef::from_raw(raw) }
}

/// A pointer whose reference was put, and the line of that put.
fn used_up(count: &RefCount<Users>) -> (*mut c_void, u32) {
    MM_REF!(original);
    count.get(&mut original);
    let raw = original.into_raw();
    let line = (assert!(!count.put(copy(raw))), line!()).1;
    (raw, line)
}

#[test]
fn second_put() {
    under_each_policy(|provoke| {
        let count = immortal();
        let (raw, line) = used_up(count);
        let again = copy(raw);
        let violation = provoke.refused(Stale, &[count], || assert!(!count.put(again)));
        let reference = violation.reference().expect("there is a reference");
        let given_up = reference.given_up().expect("the place of the put is on record");
        assert_eq!((given_up.file(), given_up.line()), (file!(), line));
        assert_eq!(reference.share().map(|share| share.owner().name()), Some(Some("original")));
    });
}

#[test]
fn second_put_while_others_hold_the_object() {
    under_each_policy(|provoke| {
        let count = immortal();
        let (raw, _) = used_up(count);
        // This one lives where the first one did.
        MM_REF!(other);
        count.get(&mut other);
        let again = copy(raw);
        let violation = provoke.refused(Stale, &[count], || assert!(!count.put(again)));
        assert!(violation.reference().is_some_and(|reference| reference.share().is_none()), "{violation}");
        assert!(!count.put(other));
    });
}

#[test]
fn the_thread_of_the_put_is_named() {
    under_each_policy(|provoke| {
        let count = immortal();
        let helper = std::thread::Builder::new().name("helper".to_owned());
        let used_up = helper.spawn(|| used_up(count).0.addr()).expect("a thread can be started").join();
        let again = copy(core::ptr::without_provenance_mut(used_up.expect("nothing is wrong so far")));
        let violation = provoke.refused(Stale, &[count], || count.put(again));
        let share = violation.reference().and_then(|reference| reference.share()).expect("it is on record");
        assert_eq!(share.thread(), "helper");
    });
}

#[test]
fn put_to_another_object_is_stale_first() {
    under_each_policy(|provoke| {
        let (count, other) = (immortal(), immortal());
        let again = copy(used_up(count).0);
        provoke.refused(Stale, &[count, other], || other.put(again));
    });
}

#[test]
fn get_into_a_copy() {
    under_each_policy(|provoke| {
        let count = immortal();
        let (raw, _) = used_up(count);
        let mut again = copy(raw);
        provoke.refused(Stale, &[count], || count.get(&mut again));
        std::mem::forget(again);
    });
}

#[test]
fn drop_of_a_copy() {
    under_each_policy(|provoke| {
        let count = immortal();
        let (raw, _) = used_up(count);
        let again = copy(raw);
        provoke.dropped(Stale, &[count], || drop(again));
    });
}

#[test]
fn move_to_another_slot() {
    under_each_policy(|provoke| {
        let count = immortal();
        let again = copy(used_up(count).0);
        MM_REF!(target);
        provoke.refused(Stale, &[count], || move_ref(again, &mut target));
        count.get(&mut target);
        assert!(!count.put(target), "the target stays idle");
    });
}

#[test]
fn store_in_a_shared_slot() {
    under_each_policy(|provoke| {
        let count = immortal();
        let again = copy(used_up(count).0);
        let slot = SharedRef::new();
        provoke.refused(Stale, &[count], || slot.store(again));
        assert!(slot.take().into_raw().is_null(), "the slot stays idle");
    });
}

#[requires_ref(Users)]
fn size(count: &RefCount<Users>) -> u32 {
    count.count()
}

#[test]
fn entering_a_requiring_function() {
    under_each_policy(|provoke| {
        let count = immortal();
        let again = copy(used_up(count).0);
        let violation = provoke.refused(Stale, &[count], || size(count, &again));
        assert!(violation.reference().and_then(|reference| reference.given_up()).is_some());
        core::mem::forget(again);
    });
}

#[test]
fn unlist_of_a_foreign_object() {
    under_each_policy(|provoke| {
        let foreign = &7;
        MM_REF!(original: Users);
        raw::list(foreign, &mut original);
        let raw = original.into_raw();
        raw::unlist(foreign, copy(raw));
        let again = copy(raw);
        provoke.refused(Stale, &[], || raw::unlist(foreign, again));
    });
}

#[test]
fn pointer_that_never_was_a_reference() {
    under_each_policy(|provoke| {
        let count = immortal();
        let forged = copy(core::ptr::without_provenance_mut(0x1234_5678_9abc_def1));
        let violation = provoke.refused(Stale, &[count], || count.put(forged));
        assert!(violation.reference().is_some_and(|reference| reference.share().is_none()));
    });
}

/// Whatever the bits mean: one off is never current.
#[test]
fn pointers_beside_one_that_was_used_up() {
    let _turn = crate::common::serial();
    let count = immortal();
    let raw = used_up(count).0;
    let before = books(count);
    for offset in [1, 2, 1 << 32, 2 << 32, 1 << 63] {
        let forged = raw.map_addr(|address| address.wrapping_add(offset));
        let violation = crate::common::only_violation(|| assert!(!count.put(copy(forged))));
        assert_eq!(violation.kind(), Stale);
    }
    assert_eq!(books(count), before);
}
