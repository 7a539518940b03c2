//! `Scope::allow`: exactly so many references may stay; another number is told of, with both.

use crate::common::{Page, Pins, Users, immortal};
use mmref::scope::Leaks;
use mmref::{MM_REF, MmRef, RefClass, RefCount, Scope};

fn leaks(scope: &Scope) -> Leaks {
    scope.check().expect_err("it is not clean").leaks().expect("a scope was judged").clone()
}

/// Allowed and found, of each number that is wrong.
fn miscounts(scope: &Scope) -> Vec<(usize, usize)> {
    leaks(scope).miscounts().iter().map(|miscount| (miscount.allowed(), miscount.found())).collect()
}

fn cached(count: &RefCount<Users>) -> MmRef<Users> {
    MM_REF!(entry);
    count.get(&mut entry);
    entry
}

fn put<C: RefClass>(count: &RefCount<C>, references: impl IntoIterator<Item = MmRef<C>>) {
    references.into_iter().for_each(|reference| assert!(!count.put(reference)));
}

#[test]
fn so_many_may_stay() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("entry", 2);
    let references = scope.run(|| [cached(count), cached(count)]);
    assert!(scope.check().is_ok());
    assert_eq!(scope.leaks().len(), 2, "they are held all the same");
    put(count, references);
}

#[test]
fn fewer_are_told_of() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("entry", 2);
    let reference = scope.run(|| cached(count));
    assert_eq!(miscounts(&scope), [(2, 1)]);
    assert!(leaks(&scope).holders().is_empty(), "the one is allowed");
    put(count, [reference]);
    assert_eq!(leaks(&scope).miscounts()[0].to_string(), "2 of users are allowed to `entry`, and 0 are held");
}

#[test]
fn more_are_told_of_with_all_of_them() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("entry", 1);
    let references = scope.run(|| [cached(count), cached(count)]);
    assert_eq!(miscounts(&scope), [(1, 2)]);
    assert_eq!(leaks(&scope).holders().len(), 2);
    assert_eq!(leaks(&scope).miscounts()[0].to_string(), "1 of users is allowed to `entry`, and 2 are held");
    put(count, references);
}

#[test]
fn none_may_be_allowed() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("entry", 0);
    assert!(scope.check().is_ok());
    let reference = scope.run(|| cached(count));
    assert_eq!(miscounts(&scope), [(0, 1)]);
    put(count, [reference]);
}

#[test]
fn an_owner_has_three_names() {
    for name in ["entry", "scopes::allow::cached", "entry in scopes::allow::cached"] {
        let (count, scope) = (immortal(), Scope::new(name));
        scope.allow::<Users>(name, 1);
        let reference = scope.run(|| cached(count));
        assert!(scope.check().is_ok(), "{name}");
        put(count, [reference]);
    }
}

#[test]
fn a_part_of_a_name_is_another_name() {
    for name in ["", "ent", "entry ", "cached", "scopes::allow", "entry in cached"] {
        let (count, scope) = (immortal(), Scope::new(name));
        scope.allow::<Users>(name, 1);
        let reference = scope.run(|| cached(count));
        assert_eq!(miscounts(&scope), [(1, 0)], "{name}");
        assert_eq!(leaks(&scope).holders().len(), 1, "{name}");
        put(count, [reference]);
    }
}

#[test]
fn a_slot_without_a_name_goes_by_its_place() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let mut reference = MmRef::new();
    scope.run(|| count.get(&mut reference));
    scope.allow::<Users>(scope.leaks()[0].owner().to_string(), 1);
    assert!(scope.check().is_ok());
    put(count, [reference]);
}

#[test]
fn a_class_is_not_another() {
    let (page, scope) = (Page::untracked(), Scope::new("a"));
    scope.allow::<Pins>("entry", 1);
    let reference = scope.run(|| cached(&page.users));
    assert_eq!(leaks(&scope).holders().len(), 1);
    assert_eq!(leaks(&scope).miscounts()[0].class(), "pins");
    put(&page.users, [reference]);
    MM_REF!(entry);
    scope.run(|| page.pins.get(&mut entry));
    assert!(scope.check().is_ok());
    put(&page.pins, [entry]);
    assert!(page.users.put_untracked() && page.pins.put_untracked());
}

#[test]
fn numbers_add_up() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("entry", 1);
    scope.allow::<Users>("entry", 2);
    assert_eq!(miscounts(&scope), [(3, 0)]);
    let references = scope.run(|| [cached(count), cached(count), cached(count)]);
    assert!(scope.check().is_ok());
    put(count, references);
}

#[test]
fn a_reference_is_counted_once() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("entry", 1);
    scope.allow::<Users>("scopes::allow::cached", 1);
    let references = scope.run(|| [cached(count), cached(count)]);
    assert_eq!(miscounts(&scope), [(1, 2), (1, 0)]);
    put(count, references);
}

#[test]
fn a_moved_reference_is_that_of_its_new_owner() {
    let (count, scope) = (immortal(), Scope::new("a"));
    MM_REF!(owner);
    scope.run(|| mmref::move_ref(cached(count), &mut owner));
    scope.allow::<Users>("owner", 1);
    assert!(scope.check().is_ok());
    put(count, [owner]);
}
