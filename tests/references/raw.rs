//! `mmref::raw` and raw pointers: lists for counts in other hands, references in the hands of C.

use core::ptr;

use crate::common::{Pins, Users, books, immortal};
use mmref::{MM_REF, MmRef, RefClass, live, move_ref, raw};

/// A name of its own for an object that somebody else counts.
fn foreign() -> *const u32 {
    Box::leak(Box::new(0))
}

fn owners<C: RefClass>(object: *const u32) -> Vec<&'static str> {
    let mut owners: Vec<_> =
        raw::refs::<C, _>(object).holders().iter().filter_map(|holder| holder.owner().name()).collect();
    owners.sort_unstable();
    owners
}

#[test]
fn listed_references_are_on_the_list() {
    let object = foreign();
    MM_REF!(first: Users);
    MM_REF!(second: Users);
    raw::list(object, &mut first);
    raw::list(object, &mut second);
    assert_eq!(owners::<Users>(object), ["first", "second"]);
    raw::unlist(object, first);
    assert_eq!(owners::<Users>(object), ["second"]);
    raw::unlist(object, second);
    assert!(owners::<Users>(object).is_empty());
}

#[test]
fn list_has_no_count() {
    let object = foreign();
    MM_REF!(reference: Users);
    raw::list(object, &mut reference);
    let list = raw::refs::<Users, _>(object);
    assert_eq!((list.count(), list.listed(), list.untracked()), (None, 1, None));
    raw::unlist(object, reference);
}

#[test]
fn foreign_object_goes_by_its_address() {
    let object = foreign();
    MM_REF!(reference: Users);
    raw::list(object, &mut reference);
    let list = raw::refs::<Users, _>(object);
    assert_eq!(list.object_name(), format!("object {:#x}", object.addr()));
    assert!(live().holders().iter().any(|holder| holder.object_name() == list.object_name()));
    raw::unlist(object, reference);
}

#[test]
fn places_are_those_of_the_calls() {
    let object = foreign();
    MM_REF!(reference: Users);
    let line = (raw::list(object, &mut reference), line!()).1;
    assert_eq!(raw::refs::<Users, _>(object).holders()[0].acquired().line(), line);
    raw::unlist(object, reference);
}

#[test]
fn classes_on_one_address_are_two_lists() {
    let object = foreign();
    MM_REF!(user: Users);
    MM_REF!(pin: Pins);
    raw::list(object, &mut user);
    raw::list(object, &mut pin);
    assert_eq!((owners::<Users>(object), owners::<Pins>(object)), (vec!["user"], vec!["pin"]));
    raw::unlist(object, user);
    raw::unlist(object, pin);
}

#[test]
fn unsized_object_goes_by_its_first_byte() {
    let object: &'static [u32] = Box::leak(Box::new([1, 2, 3]));
    MM_REF!(reference: Users);
    raw::list(object, &mut reference);
    assert_eq!(owners::<Users>(object.as_ptr()), ["reference"]);
    raw::unlist(object, reference);
}

#[test]
fn foreign_share_is_moved_like_any_other() {
    let object = foreign();
    MM_REF!(from: Users);
    MM_REF!(to);
    raw::list(object, &mut from);
    move_ref(from, &mut to);
    assert_eq!(owners::<Users>(object), ["to"]);
    raw::unlist(object, to);
}

#[test]
fn pointer_of_an_idle_reference_is_null() {
    assert!(MmRef::<Users>::new().into_raw().is_null());
    // SAFETY: null is what `into_raw` makes of an idle reference.
    let idle: MmRef<Users> = unsafe { MmRef::from_raw(ptr::null_mut()) };
    assert!(idle.into_raw().is_null());
}

#[test]
fn pointer_carries_the_share() {
    let count = immortal();
    MM_REF!(original);
    count.get(&mut original);
    let before = books(count);
    let pointer = original.into_raw();
    assert!(!pointer.is_null());
    assert_eq!(books(count), before, "the share is held while the pointer is away");
    // SAFETY: the pointer comes from the line above and is used once.
    assert!(!count.put(unsafe { MmRef::from_raw(pointer) }));
    assert_eq!(books(count).count, 1);
}

#[test]
fn pointers_of_two_references_differ() {
    let count = immortal();
    let pointers = [(); 2].map(|()| {
        MM_REF!(reference);
        count.get(&mut reference);
        reference.into_raw()
    });
    assert_ne!(pointers[0], pointers[1]);
    for pointer in pointers {
        // SAFETY: each pointer comes from `into_raw` and is used once.
        assert!(!count.put(unsafe { MmRef::from_raw(pointer) }));
    }
}

#[test]
fn reference_from_a_pointer_fills_a_slot() {
    let count = immortal();
    MM_REF!(original);
    MM_REF!(slot);
    count.get(&mut original);
    // SAFETY: the pointer comes from `into_raw` in the same line and is used once.
    move_ref(unsafe { MmRef::from_raw(original.into_raw()) }, &mut slot);
    assert_eq!(count.refs().holders()[0].owner().name(), Some("slot"));
    assert!(!count.put(slot));
}
