//! `NotHeld`: a reference is given up, moved or vouched with that holds nothing.

use crate::common::{Users, immortal, under_each_policy};
use mmref::ViolationKind::NotHeld;
use mmref::{MM_REF, MmRef, RefCount, SharedRef, Violation, move_ref, raw, requires_ref};

/// The slot at fault. It holds nothing, so nothing else is known of it.
fn idle(violation: &Violation) -> Option<&str> {
    let reference = violation.reference().expect("there is a reference");
    assert!(reference.share().is_none() && reference.given_up().is_none());
    reference.owner().name()
}

#[test]
fn put() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(empty);
        let violation = provoke.refused(NotHeld, &[count], || assert!(!count.put(empty)));
        assert_eq!(idle(&violation), Some("empty"));
        assert_eq!(violation.object().map(|list| list.object()), Some(count.refs().object()));
    });
}

#[test]
fn put_names_those_who_do_hold_the_object() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(held);
        MM_REF!(empty);
        count.get(&mut held);
        let violation = provoke.refused(NotHeld, &[count], || count.put(empty));
        let holders = violation.object().expect("it was put to an object").holders();
        assert_eq!(holders.iter().map(|holder| holder.owner().name()).collect::<Vec<_>>(), [Some("held")]);
        assert!(!count.put(held));
    });
}

#[test]
fn put_after_a_try_get_that_failed() {
    under_each_policy(|provoke| {
        let freed = RefCount::zero();
        MM_REF!(unchecked: Users);
        let _ = freed.try_get(&mut unchecked);
        let violation = provoke.refused(NotHeld, &[&freed], || freed.put(unchecked));
        assert_eq!(idle(&violation), Some("unchecked"));
    });
}

#[test]
fn put_of_a_slot_that_was_taken_from() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(slot);
        count.get(&mut slot);
        let taken = slot.take();
        let violation = provoke.refused(NotHeld, &[count], || count.put(slot));
        assert_eq!(idle(&violation), Some("slot"));
        assert!(!count.put(taken));
    });
}

#[test]
fn put_of_what_an_empty_shared_slot_gives() {
    under_each_policy(|provoke| {
        let count = immortal();
        let (slot, line) = (SharedRef::new(), line!());
        let violation = provoke.refused(NotHeld, &[count], || count.put(slot.take()));
        assert_eq!(idle(&violation), None);
        assert_eq!(violation.reference().map(|reference| reference.owner().place().line()), Some(line));
    });
}

#[test]
fn source_of_move_ref() {
    under_each_policy(|provoke| {
        MM_REF!(empty: Users);
        MM_REF!(target);
        let violation = provoke.refused(NotHeld, &[], || move_ref(empty, &mut target));
        assert_eq!(idle(&violation), Some("empty"));
        assert!(violation.object().is_none());
    });
}

#[test]
fn store_in_a_shared_slot() {
    under_each_policy(|provoke| {
        let slot: SharedRef<Users> = SharedRef::new();
        MM_REF!(empty);
        let violation = provoke.refused(NotHeld, &[], || slot.store(empty));
        assert_eq!(idle(&violation), Some("empty"));
    });
}

#[test]
fn unlist_of_a_foreign_object() {
    under_each_policy(|provoke| {
        let foreign = 7;
        MM_REF!(empty: Users);
        let violation = provoke.refused(NotHeld, &[], || raw::unlist(&raw const foreign, empty));
        assert_eq!(idle(&violation), Some("empty"));
    });
}

#[test]
fn put_of_a_null_pointer() {
    under_each_policy(|provoke| {
        let count = immortal();
        // SAFETY: null is what `into_raw` makes of an idle reference.
        let null = unsafe { MmRef::from_raw(core::ptr::null_mut()) };
        provoke.refused(NotHeld, &[count], || count.put(null));
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
        MM_REF!(empty);
        let violation = provoke.refused(NotHeld, &[count], || size(count, &empty));
        assert_eq!(idle(&violation), Some("empty"));
        assert_eq!(violation.site().map(|site| site.name()), Some("violations::not_held::size"));
    });
}
