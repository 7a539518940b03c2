//! What happened in a run of a body.

use super::body::{Block, Stmt};
use super::judge::Excuse;
use crate::model::Rule;

/// What happened in a run, in order.
#[derive(Clone, Debug)]
pub(super) enum Event<'a> {
    /// A statement begins.
    Step(&'a Stmt),
    /// An acquire succeeded or failed, a call was true or false, fallible work succeeded or failed, a loop continued.
    Turned(bool),
    /// A flag or fact is true or false.
    Flag {
        index: usize,
        value: bool,
        again: bool,
    },
    /// The condition is a call that may return a different value each time.
    Asked {
        site: Site,
        call: Call,
        value: bool,
    },
    /// A condition that says nothing about an acquire is tested, while this is known of the slots.
    Tested(Site, Vec<(&'a str, Option<bool>)>),
    /// The content of one slot moved to another.
    Moved(&'a str, &'a str),
    Violated(Violation<'a>),
}

/// `check()`, and the `more()` of a loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Call {
    Check,
    More,
}

/// A part of the body, by its address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Site {
    Statement(usize),
    Condition(usize),
    /// The end of a block.
    End(usize),
    /// What the function returns at its end.
    Result,
}

impl Site {
    pub(super) fn statement(stmt: &Stmt) -> Self {
        Self::Statement(core::ptr::from_ref(stmt) as usize)
    }

    pub(super) fn condition<T>(cond: &T) -> Self {
        Self::Condition(core::ptr::from_ref(cond) as usize)
    }

    pub(super) fn end(body: &Block) -> Self {
        Self::End(core::ptr::from_ref(body) as usize)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Violation<'a> {
    /// The statement, the exit, or the end of the block.
    pub(super) site: Site,
    /// The rules that may report it: an assignment over a held reference leaks one and fills another.
    pub(super) rules: &'static [Rule],
    pub(super) name: &'a str,
    pub(super) excuse: Option<Excuse>,
}
