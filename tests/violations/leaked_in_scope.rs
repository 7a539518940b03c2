//! `LeakedInScope`: references are still held at the end of the scope that they were acquired in.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::common::{Page, Pins, Users, held, immortal, only_violation, serial, under_each_policy};
use mmref::ViolationKind::LeakedInScope;
use mmref::{MM_REF, MmRef, RefCount, Scope, Violation};

/// Slot, line and thread of everything that leaked.
fn named(violation: &Violation) -> Vec<(Option<&'static str>, u32, String)> {
    let leaks = violation.leaks().expect("a scope was judged");
    let line = |holder: &mmref::snapshot::Holder| (holder.owner().name(), holder.acquired().line(), holder.thread());
    leaks.holders().iter().map(line).collect()
}

#[test]
fn finish_refuses_what_is_held() {
    under_each_policy(|provoke| {
        let (count, scope, opened) = (immortal(), Scope::new("reload"), line!());
        MM_REF!(mm_ref);
        let (_, line) = (scope.run(|| count.get(&mut mm_ref)), line!());
        let violation = provoke.refused(LeakedInScope, &[count], || scope.finish());
        assert_eq!(named(&violation), [(Some("mm_ref"), line, crate::common::CULPRIT.to_owned())]);
        let leaks = violation.leaks().expect("a scope was judged");
        assert_eq!((leaks.scope(), leaks.opened().line()), ("reload", opened));
        assert_eq!(
            (violation.class(), violation.reference().is_none(), violation.object().is_none()),
            ("users", true, true)
        );
        assert!(!count.put(mm_ref));
    });
}

#[test]
fn a_piece_of_code_ends() {
    under_each_policy(|provoke| {
        let count = immortal();
        let mut reference = MmRef::new();
        let violation = provoke.violation(|| mmref::scope(|| count.get(&mut reference)));
        assert_eq!((violation.kind(), named(&violation).len()), (LeakedInScope, 1));
        assert!(!count.put(reference));
    });
}

#[test]
fn all_leaks_are_one_violation() {
    let _turn = serial();
    let (page, other, scope) = (Page::untracked(), immortal(), Scope::new("a"));
    let (mut users, mut pins, mut others) = (MmRef::<Users>::new(), MmRef::<Pins>::new(), MmRef::new());
    scope.run(|| {
        page.users.get(&mut users);
        page.pins.get(&mut pins);
        std::thread::scope(|threads| _ = threads.spawn(|| scope.run(|| other.get(&mut others))));
    });
    let violation = only_violation(|| scope.finish());
    assert_eq!(named(&violation).len(), 3);
    assert!(!page.users.put(users) && !page.pins.put(pins) && !other.put(others));
    assert!(page.users.put_untracked() && page.pins.put_untracked());
}

#[test]
fn another_number_than_allowed_is_one_too() {
    under_each_policy(|provoke| {
        let scope = Scope::new("a");
        scope.allow::<Users>("cache", 2);
        let violation = provoke.refused(LeakedInScope, &[], || scope.finish());
        let leaks = violation.leaks().expect("a scope was judged");
        assert!(leaks.holders().is_empty());
        assert_eq!((leaks.miscounts().len(), violation.class()), (1, "users"));
    });
}

#[test]
fn check_carries_out_no_policy() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let reference = scope.run(|| held(count));
    let line = line!() + 1;
    let violation = scope.check().unwrap_err();
    assert_eq!((violation.kind(), violation.place().map(|place| place.line())), (LeakedInScope, Some(line)));
    let error: Box<dyn std::error::Error> = violation.clone();
    assert_eq!(error.to_string(), violation.to_string());
    assert!(!count.put(reference));
}

#[test]
fn a_violation_outlives_what_it_tells_of() {
    let (count, scope) = (RefCount::untracked(1), Scope::new("a"));
    count.label("4 short-lived");
    let reference = scope.run(|| held(&count));
    let violation = scope.check().unwrap_err();
    assert!(!count.put(reference) && count.put_untracked());
    drop(count);
    assert!(violation.to_string().contains("\"4 short-lived\""), "{violation}");
}

#[test]
fn while_unwinding_it_is_printed() {
    let child = crate::common::in_child!(&[], || {
        let (count, scope) = (immortal(), Scope::new("a"));
        let reference = scope.run(|| held(count));
        struct Finishes(Option<Scope>);
        impl Drop for Finishes {
            fn drop(&mut self) {
                self.0.take().expect("dropped once").finish();
            }
        }
        let unwinding = || {
            let _finishes = Finishes(Some(scope));
            std::panic::resume_unwind(Box::new("the panic"));
        };
        let panic = catch_unwind(AssertUnwindSafe(unwinding)).unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"the panic"));
        assert!(!count.put(reference));
    });
    assert!(child.succeeded().starts_with("mmref: references are still held at the end of the scope"));
}
