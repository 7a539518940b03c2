//! What the tests share: a counted type, the books of a count, and ways to make a mistake and live.
#![allow(dead_code, unused_imports, reason = "each test uses a part of this")]

mod child;
mod provoke;

use mmref::snapshot::{Holder, Owner, Place};
use mmref::{MmRef, RefClass, RefCount, RefCounted};

pub(crate) use child::{Finished, in_child, in_child_of, test_of};
pub(crate) use provoke::{CULPRIT, Provoke, only_violation, serial, under_each_policy, violations};

/// The class of most counts here.
#[derive(Debug)]
pub(crate) struct Users;

impl RefClass for Users {
    const NAME: &'static str = "users";
}

/// Another class.
#[derive(Debug)]
pub(crate) struct Pins;

impl RefClass for Pins {
    const NAME: &'static str = "pins";
}

/// An object with two counts.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) users: RefCount<Users>,
    pub(crate) pins: RefCount<Pins>,
}

impl Page {
    /// Nobody holds it.
    pub(crate) const fn new() -> Self {
        Self { users: RefCount::zero(), pins: RefCount::zero() }
    }

    /// A share of each count that no reference stands for.
    pub(crate) const fn untracked() -> Self {
        Self { users: RefCount::untracked(1), pins: RefCount::untracked(1) }
    }
}

impl RefCounted<Users> for Page {
    fn ref_count(&self) -> &RefCount<Users> {
        &self.users
    }
}

impl RefCounted<Pins> for Page {
    fn ref_count(&self) -> &RefCount<Pins> {
        &self.pins
    }
}

/// A slot without a name that holds a share.
#[track_caller]
pub(crate) fn held(count: &RefCount<Users>) -> MmRef<Users> {
    let mut reference = MmRef::new();
    count.get(&mut reference);
    reference
}

/// An object that is never dropped, so that shares of it may leak. It has an untracked share.
pub(crate) fn immortal() -> &'static RefCount<Users> {
    Box::leak(Box::new(RefCount::untracked(1)))
}

/// What a count says of itself.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Books {
    pub(crate) count: u32,
    pub(crate) listed: u32,
    pub(crate) untracked: u32,
    holders: Vec<(Owner, Place, Option<Place>, String)>,
}

/// Reads the books, and checks that they agree with each other: while nobody else uses the count.
pub(crate) fn books<C: RefClass>(count: &RefCount<C>) -> Books {
    let list = count.refs();
    let mut holders: Vec<_> = list.holders().iter().map(line_of_the_books).collect();
    holders.sort();
    let books = Books {
        count: list.count().expect("a count of our own"),
        listed: list.listed(),
        untracked: list.untracked().expect("a count of our own"),
        holders,
    };
    assert_eq!(books.count, books.listed + books.untracked, "{list:?}");
    assert_eq!(books.listed as usize, books.holders.len(), "{list:?}");
    books
}

fn line_of_the_books(holder: &Holder) -> (Owner, Place, Option<Place>, String) {
    (holder.owner(), holder.acquired(), holder.moved(), holder.thread())
}

/// The same text without the numbers and addresses of objects, which differ from process to process.
pub(crate) fn without_numbers(text: &str) -> String {
    cut(&cut(text, "#", 10), "0x", 16)
}

/// Cuts off the digits that follow each `mark`.
fn cut(text: &str, mark: &str, radix: u32) -> String {
    let digits = |c: char| c.is_digit(radix);
    text.split(mark).map(|piece| piece.trim_start_matches(digits)).collect::<Vec<_>>().join(mark)
}
