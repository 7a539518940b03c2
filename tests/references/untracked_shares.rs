//! Untracked shares: parts of a count that no reference stands for.

use crate::common::{Page, Users, books, immortal};
use mmref::{MM_REF, RefCount, live};

#[test]
fn count_may_start_with_them() {
    let count = RefCount::<Users>::untracked(3);
    let books = books(&count);
    assert_eq!((books.count, books.listed, books.untracked), (3, 0, 3));
    let last = [(); 3].map(|()| count.put_untracked());
    assert_eq!(last, [false, false, true]);
}

#[test]
fn none_is_the_same_as_zero() {
    let count = RefCount::<Users>::untracked(0);
    assert!(!count.try_get(&mut mmref::MmRef::new()));
}

#[test]
fn static_object_starts_with_one() {
    static INIT: Page = Page::untracked();
    MM_REF!(user);
    mmref::get(&INIT, &mut user);
    assert_eq!((books(&INIT.users).count, books(&INIT.users).listed), (2, 1));
    assert!(!mmref::put::<Users, _>(&INIT, user));
    assert_eq!(INIT.users.count(), 1);
}

#[test]
fn they_are_counted_beside_listed_ones() {
    let count = immortal();
    MM_REF!(held);
    count.get(&mut held);
    count.get_untracked();
    let books = books(count);
    assert_eq!((books.count, books.listed, books.untracked), (3, 1, 2));
    assert!(!count.put_untracked());
    assert!(!count.put(held));
}

#[test]
fn they_are_not_among_the_live_references() {
    let count = immortal();
    count.get_untracked();
    let object = count.refs().object();
    assert!(!live().holders().iter().any(|holder| holder.object() == object));
    assert_eq!(live().unlisted(), 0);
}

#[test]
fn last_share_may_be_untracked() {
    MM_REF!(only: Users);
    let count = RefCount::new(&mut only);
    count.get_untracked();
    assert!(!count.put(only));
    assert!(count.put_untracked());
}

#[test]
fn last_share_may_be_a_reference() {
    MM_REF!(only: Users);
    let count = RefCount::new(&mut only);
    count.get_untracked();
    assert!(!count.put_untracked());
    assert!(count.put(only));
}

#[test]
#[should_panic(expected = "a count cannot start above 2147483647")]
fn count_cannot_start_above_its_limit() {
    let _ = RefCount::<Users>::untracked(1 << 31);
}
