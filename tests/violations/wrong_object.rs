//! `WrongObject`: a reference is put to another object than the one that it is held on.

use crate::common::{Pins, Users, books, immortal, under_each_policy};
use mmref::ViolationKind::WrongObject;
use mmref::snapshot::{ObjectId, RefList};
use mmref::{MM_REF, RefCount, Violation, raw};

fn objects(violation: &Violation) -> [Option<ObjectId>; 2] {
    [violation.object(), violation.other()].map(|list| list.map(RefList::object))
}

#[test]
fn put() {
    under_each_policy(|provoke| {
        let (right, wrong) = (immortal(), immortal());
        MM_REF!(astray);
        let line = (right.get(&mut astray), line!()).1;
        let violation = provoke.refused(WrongObject, &[right, wrong], || assert!(!wrong.put(astray)));
        let reference = violation.reference().expect("there is a reference");
        assert_eq!(reference.owner().name(), Some("astray"));
        assert_eq!(reference.share().map(|share| share.acquired().line()), Some(line));
        assert_eq!(objects(&violation), [wrong, right].map(|count| Some(count.refs().object())));
        assert_eq!(books(right).listed, 1, "the share stays where it was");
    });
}

#[test]
fn the_last_share_of_the_wrong_object_stays() {
    under_each_policy(|provoke| {
        let right = immortal();
        MM_REF!(astray);
        MM_REF!(only: Users);
        right.get(&mut astray);
        let wrong = RefCount::new(&mut only);
        provoke.refused(WrongObject, &[right, &wrong], || assert!(!wrong.put(astray)));
        assert!(wrong.put(only));
    });
}

#[test]
fn both_objects_are_named_by_their_labels() {
    under_each_policy(|provoke| {
        let (right, wrong) = (immortal(), immortal());
        right.label("811 sshd");
        wrong.label("1 systemd");
        MM_REF!(astray);
        right.get(&mut astray);
        let report = provoke.refused(WrongObject, &[right, wrong], || wrong.put(astray)).to_string();
        assert!(report.contains("on object #") && report.contains("\"811 sshd\""), "{report}");
        assert!(report.contains("to object #") && report.contains("\"1 systemd\""), "{report}");
    });
}

#[test]
fn moved_reference_names_its_last_slot_and_move() {
    under_each_policy(|provoke| {
        let (right, wrong) = (immortal(), immortal());
        MM_REF!(first);
        MM_REF!(second);
        right.get(&mut first);
        let line = (mmref::move_ref(first, &mut second), line!()).1;
        let violation = provoke.refused(WrongObject, &[right, wrong], || wrong.put(second));
        let share = violation.reference().and_then(|reference| reference.share()).expect("it is held");
        assert_eq!(share.owner().name(), Some("second"));
        assert_eq!(share.moved().map(|place| place.line()), Some(line));
    });
}

#[test]
fn unlist_at_another_address() {
    under_each_policy(|provoke| {
        let objects: &[u32; 2] = Box::leak(Box::new([1, 2]));
        MM_REF!(astray: Users);
        raw::list(&raw const objects[0], &mut astray);
        provoke.refused(WrongObject, &[], || raw::unlist(&raw const objects[1], astray));
        assert_eq!(raw::refs::<Users, _>(&raw const objects[0]).listed(), 1);
        assert_eq!(raw::refs::<Users, _>(&raw const objects[1]).listed(), 0);
    });
}

#[test]
fn unlist_of_a_counted_share() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(counted);
        count.get(&mut counted);
        provoke.refused(WrongObject, &[count], || raw::unlist(&raw const *count, counted));
    });
}

#[test]
fn put_of_a_foreign_share() {
    under_each_policy(|provoke| {
        let count = immortal();
        MM_REF!(foreign);
        raw::list(&raw const *count, &mut foreign);
        provoke.refused(WrongObject, &[count], || count.put(foreign));
    });
}

/// By way of a pointer a reference can change its class: then it is still no share of another count.
#[test]
fn put_in_another_class() {
    under_each_policy(|provoke| {
        let (users, pins) = (immortal(), RefCount::<Pins>::untracked(1));
        MM_REF!(pin: Pins);
        pins.get(&mut pin);
        // SAFETY: the class is wrong, which is the mistake to be recognised. No memory depends on it.
        let user = unsafe { mmref::MmRef::<Users>::from_raw(pin.into_raw()) };
        let violation = provoke.refused(WrongObject, &[users], || users.put(user));
        assert_eq!(violation.other().map(RefList::class), Some("pins"));
        assert_eq!((books(&pins).count, books(&pins).listed), (2, 1));
        core::mem::forget(pins);
    });
}
