//! Scopes: a reference belongs to the innermost scope that its thread was in when it was acquired.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::common::{Users, held, immortal, in_child};
use mmref::{MM_REF, MmRef, RefCount, Scope, SharedRef, live, move_ref};

fn put(count: &RefCount<Users>, references: impl IntoIterator<Item = MmRef<Users>>) {
    references.into_iter().for_each(|reference| assert!(!count.put(reference)));
}

#[test]
fn what_is_acquired_in_it_is_in_it() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let before = held(count);
    let inside = scope.run(|| held(count));
    let after = held(count);
    assert_eq!(scope.leaks().len(), 1);
    assert_eq!(scope.leaks()[0].scope(), scope.id());
    assert_eq!(scope.leaks()[0].object(), count.refs().object());
    assert_eq!(count.refs().holders().iter().filter(|holder| holder.scope() == scope.id()).count(), 1);
    put(count, [inside]);
    assert!(scope.leaks().is_empty());
    scope.finish();
    put(count, [before, after]);
}

#[test]
fn every_way_to_acquire_is_seen() {
    let (scope, word) = (Scope::new("ways"), 7);
    let mut references = [const { MmRef::<Users>::new() }; 4];
    let [new, get, try_get, raw] = &mut references;
    let count = scope.run(|| {
        let count = RefCount::new(new);
        count.get(get);
        assert!(count.try_get(try_get));
        mmref::raw::list(&word, raw);
        count
    });
    assert_eq!(scope.leaks().len(), 4);
    let [new, get, try_get, raw] = references;
    mmref::raw::unlist(&word, raw);
    put(&count, [get, try_get]);
    assert!(count.put(new));
    scope.finish();
}

#[test]
fn the_innermost_one_has_it() {
    let (count, outer, inner) = (immortal(), Scope::new("outer"), Scope::new("inner"));
    let references = outer.run(|| [held(count), inner.run(|| held(count)), held(count)]);
    assert_eq!((outer.leaks().len(), inner.leaks().len()), (2, 1));
    assert!(inner.check().is_err(), "judged by the inner one");
    put(count, references);
    assert!(outer.check().is_ok() && inner.check().is_ok());
}

#[test]
fn a_move_does_not_change_it() {
    static SHARED: SharedRef<Users> = SharedRef::new();
    let (count, first, second) = (immortal(), Scope::new("first"), Scope::new("second"));
    let reference = first.run(|| held(count));
    let reference = second.run(|| {
        MM_REF!(next);
        move_ref(reference, &mut next);
        SHARED.store(next);
        SHARED.take()
    });
    assert_eq!((first.leaks().len(), second.leaks().len()), (1, 0));
    assert!(first.leaks()[0].moved().is_some());
    put(count, [reference]);
    first.finish();
    second.finish();
}

#[test]
fn whoever_gives_it_up_need_not_be_in_it() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let reference = scope.run(|| held(count));
    std::thread::scope(|threads| _ = threads.spawn(|| put(count, [reference])));
    scope.finish();
}

#[test]
fn outside_belongs_to_nobody() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let reference = scope.run(|| Scope::outside(|| held(count)));
    assert!(scope.leaks().is_empty());
    assert_eq!(count.refs().holders()[0].scope(), None);
    scope.finish();
    put(count, [reference]);
}

#[test]
fn a_guard_enters_and_leaves() {
    let (outer, inner) = (Scope::new("outer"), Scope::new("inner"));
    let current = || Scope::current().id();
    assert_eq!((current(), Scope::current().name()), (None, ""));
    let first = outer.enter();
    assert_eq!((current(), Scope::current().name()), (outer.id(), "outer"));
    {
        let _second = inner.enter();
        assert_eq!(current(), inner.id());
        assert_eq!(Scope::outside(current), None);
        assert_eq!(current(), inner.id());
    }
    assert_eq!(current(), outer.id());
    drop(first);
    assert_eq!(current(), None);
}

#[test]
fn a_panic_leaves() {
    let scope = Scope::new("a");
    let panic = || scope.run(|| Scope::outside(|| std::panic::resume_unwind(Box::new(()))));
    assert!(catch_unwind(AssertUnwindSafe(panic)).is_err());
    assert_eq!(Scope::current().id(), None);
}

#[test]
fn outside_is_judged_by_nobody() {
    let (count, outside) = (immortal(), Scope::current());
    let reference = held(count);
    outside.allow::<Users>("nobody", 3);
    assert!(outside.leaks().is_empty() && outside.check().is_ok());
    outside.finish();
    put(count, [reference]);
}

#[test]
fn a_clone_is_the_same_scope() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let clone = scope.clone();
    let reference = scope.run(|| held(count));
    assert_eq!((clone.id(), clone.leaks().len()), (scope.id(), 1));
    put(count, [reference]);
    scope.finish();
    assert!(clone.check().is_ok());
}

#[test]
fn what_nobody_judged_is_left_to_the_scope_around() {
    let (count, outer) = (immortal(), Scope::new("outer"));
    let references = outer.run(|| {
        let (middle, judged) = (Scope::new("middle"), Scope::new("judged"));
        let by_judged = judged.run(|| held(count));
        assert!(judged.check().is_err());
        [middle.run(|| Scope::new("inner").run(|| held(count))), by_judged]
    });
    assert_eq!(outer.leaks().len(), 1);
    assert!(outer.check().is_err());
    put(count, references);
    assert!(outer.check().is_ok());
}

#[test]
fn numbers_are_not_used_again() {
    let ids: Vec<_> = (0..1000).map(|number| Scope::new(number.to_string()).id()).collect();
    assert!(ids.iter().all(Option::is_some));
    assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn a_piece_of_code_has_a_scope_of_its_own() {
    let count = immortal();
    let (id, sum) = mmref::scope(|| {
        put(count, [held(count)]);
        (Scope::current().id(), 1 + 1)
    });
    assert_eq!((id.is_some(), Scope::current().id(), sum), (true, None, 2));
}

/// The panic comes first, then what was left held by it; then the panic goes on.
#[test]
fn a_piece_of_code_that_panics_is_told_of_too() {
    let child = in_child!(&[], || {
        let count = immortal();
        let panic = catch_unwind(|| {
            mmref::scope(|| {
                let reference = held(count).into_raw();
                assert!(reference.is_null(), "the panic");
            });
        });
        assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"the panic"));
        eprintln!("it went on");
    });
    let printed = child.succeeded();
    let order = ["the panic", "mmref: references are still held at the end of the scope", "it went on"];
    let at = order.map(|text| printed.find(text).unwrap_or_else(|| panic!("no `{text}` in {printed}")));
    assert!(at.is_sorted(), "{printed}");
}

/// Nodes that go from thread to thread carry links in the word in which a held one has its scope.
#[test]
fn nodes_that_were_used_before_have_no_scope_of_their_own() {
    let count = immortal();
    for _ in 0..4 {
        let references: Vec<_> = (0..500).map(|_| held(count)).collect();
        assert!(count.refs().holders().iter().all(|holder| holder.scope().is_none()));
        std::thread::scope(|threads| _ = threads.spawn(|| put(count, references)));
    }
    assert!(live().holders().iter().all(|holder| holder.object() != count.refs().object()));
}
