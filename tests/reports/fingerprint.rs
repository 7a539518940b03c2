//! Fingerprints: the same for the same kind of holder, whatever the run, and different for different ones.

use crate::common::{Pins, Users, in_child, serial};
use mmref::snapshot::Fingerprint;
use mmref::{MM_REF, RefClass, RefCount, live};

fn of_a_slot_called_mm_ref<C: RefClass>(count: &RefCount<C>) -> Fingerprint {
    MM_REF!(mm_ref);
    count.get(&mut mm_ref);
    let fingerprint =
        count.refs().holders().iter().find(|it| it.owner().name() == Some("mm_ref")).unwrap().fingerprint();
    assert!(!count.put(mm_ref));
    fingerprint
}

fn of_another_slot(count: &RefCount<Users>) -> Fingerprint {
    MM_REF!(another_ref);
    count.get(&mut another_ref);
    let fingerprint = count.refs().holders()[0].fingerprint();
    assert!(!count.put(another_ref));
    fingerprint
}

#[test]
fn of_class_slot_and_place() {
    let _turn = serial();
    let (users, others) = (RefCount::<Users>::untracked(1), RefCount::<Users>::untracked(1));
    let pins = RefCount::<Pins>::untracked(1);
    let fingerprint = of_a_slot_called_mm_ref(&users);
    assert_eq!(fingerprint, of_a_slot_called_mm_ref(&others), "whatever the object");
    assert_ne!(fingerprint, of_a_slot_called_mm_ref(&pins), "but not whatever the class");
    assert_ne!(fingerprint, of_another_slot(&users));
    assert!(users.put_untracked() && others.put_untracked() && pins.put_untracked());
}

#[test]
fn of_another_run() {
    let print = || {
        let count: &RefCount<Users> = Box::leak(Box::new(RefCount::untracked(1)));
        MM_REF!(mm_ref);
        count.get(&mut mm_ref);
        eprintln!("{}", live().holders()[0].fingerprint());
        let _raw = mm_ref.into_raw();
    };
    let child = in_child!(&[], print);
    let printed = child.succeeded();
    // Lines may move; the columns of the slot and of the get, and all names, stay.
    assert_eq!(printed.trim(), "6842a9dcedeb3d38");
}

#[test]
fn is_read_back() {
    let fingerprint: Fingerprint = "00f1e2d3c4b5a697".parse().unwrap();
    assert_eq!(fingerprint.to_string(), "00f1e2d3c4b5a697");
    for wrong in ["", "12", "+0f1e2d3c4b5a697", "00f1e2d3c4b5a69700", "00f1e2d3c4b5a69g"] {
        let error = wrong.parse::<Fingerprint>().unwrap_err();
        assert_eq!(error.to_string(), "a fingerprint is sixteen hexadecimal digits");
    }
}
