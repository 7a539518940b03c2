//! The operators. Each makes one kind of mistake, wherever a function's facts allow it.
//!
//! | file | idea |
//! | --- | --- |
//! | `drop` | something is left out |
//! | `repeat` | something is done twice |
//! | `exchange` | another reference, another object, another class, another slot |
//! | `leave` | a function or loop is left between a get and its put |
//! | `order` | a put happens too early |
//! | `outcome` | success and failure are mixed up |
//! | `store` | a pointer is stored without its reference |

mod drop;
mod exchange;
mod leave;
mod order;
mod outcome;
mod repeat;
mod store;

use crate::mutant::Edit;
use crate::source::facts::{Call, Callee, Function, If, Mode, Passed, Span};
use crate::source::owners::Subject;
use crate::source::{Program, SourceFile};

/// A kind of mistake.
pub(crate) struct Operator {
    pub(crate) name: &'static str,
    /// What goes wrong, in a few words.
    pub(crate) mistake: &'static str,
    pub(crate) find: fn(&Context<'_>) -> Vec<Change>,
}

/// The function to mutate, and everything around it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) program: &'a Program,
    pub(crate) file: &'a SourceFile,
    pub(crate) function: &'a Function,
}

/// One way to make the mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Change {
    pub(crate) edits: Vec<Edit>,
    /// The affected slots.
    pub(crate) subjects: Vec<Subject>,
}

const fn operator(name: &'static str, mistake: &'static str, find: fn(&Context<'_>) -> Vec<Change>) -> Operator {
    Operator { name, mistake, find }
}

pub(crate) const ALL: [Operator; 27] = [
    operator("drop-get", "a get is left out", drop::gets),
    operator("drop-put", "a put is left out", drop::puts),
    operator("drop-move", "a `move_ref` or `store` is left out", drop::moves),
    operator("drop-take", "a `take` is left out, and an idle reference is used", drop::takes),
    operator("repeat-get", "a get is done twice", repeat::gets),
    operator("repeat-put", "a put is done twice", repeat::puts),
    operator("put-other-reference", "another reference of the class is given up", exchange::put_other_reference),
    operator("vouch-other-reference", "another reference of the class vouches", exchange::vouch_other_reference),
    operator("fill-other-slot", "another slot is filled", exchange::fill_other_slot),
    operator("swap-references", "two references of one call are swapped", exchange::swap_references),
    operator("put-other-object", "the reference is put to another object", exchange::put_other_object),
    operator("get-other-object", "the share is taken of another object", exchange::get_other_object),
    operator("other-class-call", "the function of the other class is called", exchange::other_class_call),
    operator("other-class-slot", "the slot is of the other class", exchange::other_class_slot),
    operator("leave-return", "an early `return` between get and put", leave::by_return),
    operator("leave-question", "a `?` that fails between get and put", leave::by_question),
    operator("leave-break", "a `break` between get and put", leave::by_break),
    operator("leave-continue", "a `continue` between get and put", leave::by_continue),
    operator("put-before-use", "the put is swapped with the use before it", order::put_before_use),
    operator("put-at-once", "the put follows the get", order::put_at_once),
    operator("free-early", "every put is taken for the last", outcome::free_early),
    operator("get-unchecked", "a get that can fail becomes one that cannot", outcome::get_unchecked),
    operator("ignore-failure", "a get that failed is taken for one that did not", outcome::ignore_failure),
    operator("succeed-without-get", "success is returned before the get", outcome::succeed_without_get),
    operator("forget-field", "a field begins with an idle reference, or with none", store::forget_field),
    operator("store-pointer-only", "a pointer is stored, and its reference put", store::store_pointer_only),
    operator("move-other-slot", "a reference is moved to another slot", exchange::move_other_slot),
];

pub(crate) fn named(name: &str) -> Option<&'static Operator> {
    const { &ALL }.iter().find(|operator| operator.name == name)
}

impl<'a> Context<'a> {
    fn text(&self, span: &Span) -> &'a str {
        self.file.slice(span)
    }

    /// Deletes a call whose value is not needed.
    fn without(&self, call: &Call) -> Edit {
        match self.function.statement_of(&call.span) {
            Some(statement) if !statement.is_tail => Edit::new(self.file.whole_lines(&statement.span), ""),
            _ => Edit::new(call.span.clone(), "()"),
        }
    }

    /// `if !try_get(…) { return … }`, around the call.
    fn guard(&self, call: &Call) -> Option<&'a If> {
        let starts = |guard: &If| guard.condition.start + 1 == call.span.start;
        self.function.ifs.iter().find(|guard| starts(guard) && guard.condition.end == call.span.end)
    }

    /// Inserts a line before a statement.
    fn line_before(&self, at: usize, line: &str) -> Edit {
        Edit::new(at..at, format!("{line}\n{}", self.file.indent(at)))
    }
}

impl Change {
    fn new(edit: Edit, subjects: impl IntoIterator<Item = Subject>) -> Self {
        Self { edits: vec![edit], subjects: subjects.into_iter().collect() }
    }
}

/// The slot that a call fills or empties.
fn subject(call: &Call, mode: Mode) -> Option<Subject> {
    call.passed(mode)?.subject()
}

/// The slots that a reference is moved from and to.
fn both_ends(context: &Context<'_>, call: &Call) -> Vec<Subject> {
    let passed = call.references.iter().filter_map(Passed::subject);
    let shared = call.arguments.iter().filter(|_| call.callee == Callee::Store);
    let shared = shared.map(|it| Subject { slot: context.text(it).to_owned(), class: None, at: it.start });
    passed.chain(shared).collect()
}
