//! Identity: an object is known by a number of its own, wherever it is moved to, and by the label that it is given.

use std::collections::HashSet;

use crate::common::{Page, Users, immortal, in_child, only_violation, serial};
use mmref::{MM_REF, RefCount, ViolationKind, live};

#[test]
fn number_survives_moves() {
    MM_REF!(holder: Users);
    let count = RefCount::new(&mut holder);
    let number = count.refs().object();
    let boxed = Box::new(count);
    let mut moved = vec![*boxed];
    moved.reserve(1000);
    assert_eq!(moved[0].refs().object(), number);
    assert_eq!(moved[0].refs().holders().len(), 1);
    assert!(moved[0].put(holder));
}

#[test]
fn list_goes_with_the_object_when_two_are_swapped() {
    let _turn = serial();
    MM_REF!(of_first: Users);
    MM_REF!(of_second);
    let (mut first, mut second) = (RefCount::new(&mut of_first), RefCount::new(&mut of_second));
    core::mem::swap(&mut first, &mut second);
    assert_eq!(first.refs().holders()[0].owner().name(), Some("of_second"));
    assert!(first.put(of_second));
    assert!(second.put(of_first));
}

#[test]
fn a_place_in_memory_is_no_identity() {
    let _turn = serial();
    MM_REF!(holder: Users);
    let mut place = RefCount::new(&mut holder);
    let moved = core::mem::replace(&mut place, RefCount::untracked(1));
    let violation = only_violation(|| assert!(!place.put(holder)));
    assert_eq!(violation.kind(), ViolationKind::WrongObject);
    core::mem::forget((moved, place));
}

#[test]
fn no_number_is_given_twice() {
    let numbers: HashSet<_> = (0..1000).map(|_| RefCount::<Users>::zero().refs().object()).collect();
    assert_eq!(numbers.len(), 1000);
}

#[test]
fn number_is_the_same_on_every_thread() {
    let count = immortal();
    let number = || count.refs().object();
    let numbers: HashSet<_> = std::thread::scope(|scope| {
        let threads = [(); 8].map(|()| scope.spawn(number));
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
    });
    assert_eq!(numbers.len(), 1);
}

#[test]
fn each_count_of_an_object_has_its_own() {
    let page = Page::new();
    assert_ne!(page.users.refs().object(), page.pins.refs().object());
    assert_eq!((page.users.refs().class(), page.pins.refs().class()), ("users", "pins"));
}

#[test]
fn number_is_the_name_of_an_object_without_a_label() {
    let count = immortal();
    let list = count.refs();
    assert_eq!(list.object_name(), format!("object {}", list.object()));
    assert!(list.object().to_string().starts_with('#'));
}

#[test]
fn label_is_part_of_the_name() {
    let count = immortal();
    count.label("811 \"sshd\"");
    let list = count.refs();
    assert_eq!(list.object_name(), format!("object {} \"811 \\\"sshd\\\"\"", list.object()));
}

#[test]
fn label_is_seen_by_whoever_holds_the_object() {
    let _turn = serial();
    let count = immortal();
    MM_REF!(holder);
    count.get(&mut holder);
    count.label(format_args!("page {}", 7));
    let object = count.refs().object();
    let names =
        live().holders().iter().filter(|it| it.object() == object).map(|it| it.object_name()).collect::<Vec<_>>();
    assert_eq!(names, [count.refs().object_name()]);
    assert!(names[0].ends_with("\"page 7\""), "{names:?}");
    assert!(!count.put(holder));
}

#[test]
fn second_label_takes_the_place_of_the_first() {
    let count = immortal();
    count.label("first");
    count.label("second");
    assert!(count.refs().object_name().ends_with("\"second\""));
}

#[test]
fn label_goes_with_the_object() {
    let count = RefCount::<Users>::zero();
    count.label("moved");
    let moved = Box::new(count);
    assert!(moved.refs().object_name().ends_with("\"moved\""));
}

#[test]
fn list_keeps_the_label_of_an_object_that_is_gone() {
    let count = RefCount::<Users>::zero();
    count.label("short-lived");
    let list = count.refs();
    drop(count);
    assert!(list.object_name().ends_with("\"short-lived\""));
}

#[test]
fn label_is_forgotten_with_its_object() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], || {
        MM_REF!(leaked: Users);
        let count = RefCount::new(&mut leaked);
        count.label("short-lived");
        drop(count);
        let name = live().holders()[0].object_name();
        assert!(!name.contains("short-lived"), "{name}");
        std::mem::forget(leaked);
    });
    child.succeeded();
}

#[test]
fn label_is_in_the_report_of_the_object_that_leaks() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], || {
        let count = RefCount::<Users>::untracked(1);
        count.label("leaking");
        drop(count);
    });
    let stderr = child.succeeded();
    assert!(stderr.contains("object #1 \"leaking\": users = 1"), "{stderr}");
}
