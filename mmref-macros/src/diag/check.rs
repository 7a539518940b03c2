//! Messages about what the path checker finds, and about where findings are silenced.

use proc_macro2::Span;
use syn::Error;

use super::{c1, ruled};
use crate::model::{Exit, Fault, Finding, Rule};
use crate::syntax::node::Node;

pub(crate) fn finding(finding: &Finding) -> Error {
    ruled(finding.rule, finding.span, &said(finding))
}

/// A mistake if a field is a reference.
pub(crate) struct Doubt {
    /// The argument that passes it.
    pub(crate) argument: Node,
    pub(crate) message: String,
    pub(crate) label: &'static str,
    pub(crate) span: Span,
}

/// The finding. rustc reports it if the field is a reference.
pub(crate) fn doubt(finding: &Finding, argument: Node) -> Doubt {
    let label = match finding.fault {
        Fault::Refilled => "filled again here",
        Fault::GivenUpIdle => "nothing is given up here",
        _ => "nothing is vouched for here",
    };
    let message = format!("{} [mmref {}]", said(finding), finding.rule);
    Doubt { argument, message, label, span: finding.span }
}

fn said(finding: &Finding) -> String {
    let Finding { rule, reference: name, fault, acquired, always, .. } = finding;
    let (is, acquired) = (if *always { "is" } else { "may be" }, lines(acquired));
    let still = if *always { "is still" } else { "may still be" };
    match fault {
        Fault::Leaves(exit) if *rule == Rule::C4 => {
            format!("`{name}` {still} held {}: a releasing function gives it up on every path", leaving(*exit))
        }
        Fault::Leaves(exit) => {
            format!(
                "`{name}` {still} held {}{acquired}: give it up first, or move it to its next owner",
                leaving(*exit)
            )
        }
        Fault::Refilled => {
            format!("`{name}` is filled while it {still} held{acquired}: give up or move what it holds first")
        }
        Fault::Overwritten => {
            format!("`{name}` is overwritten while it {still} held{acquired}: give up or move what it holds first")
        }
        Fault::GivenUpIdle => {
            format!(
                "`{name}` {is} idle here, so there is nothing to give up: fill it first, or look whether filling it succeeded"
            )
        }
        Fault::VouchedIdle => {
            format!(
                "`{name}` {is} idle here, so it vouches for nothing: fill it first, or look whether filling it succeeded"
            )
        }
        Fault::UsedAfter => {
            format!(
                "`{name}` is used after the only reference to it was given up: use it before, or keep another reference"
            )
        }
        Fault::SucceedsIdle => {
            format!(
                "this returns success, and `{name}` {} filled: fill it before, or return failure",
                if *always { "is not" } else { "may not be" }
            )
        }
        Fault::FailsHeld => {
            format!("this returns failure, and `{name}` {is} filled{acquired}: give it up first, or return success")
        }
    }
}

fn leaving(exit: Exit) -> &'static str {
    match exit {
        Exit::Return => "when this `return` leaves",
        Exit::Question => "when this `?` returns",
        Exit::Break => "when this `break` leaves its scope",
        Exit::Continue => "when this `continue` leaves its scope",
        Exit::End => "at the end of its scope",
    }
}

/// ` (acquired on line 41)`. Macros can ask rustc for lines since 1.88.
fn lines(acquired: &[Span]) -> String {
    let mut lines: Vec<usize> = acquired.iter().map(|span| span.start().line).filter(|line| *line > 0).collect();
    lines.sort_unstable();
    lines.dedup();
    let listed = lines.iter().map(usize::to_string).collect::<Vec<_>>().join(" and ");
    match lines.len() {
        0 => String::new(),
        1 => format!(" (acquired on line {listed})"),
        _ => format!(" (acquired on lines {listed})"),
    }
}

pub(crate) fn waive_of_unknown_rule(span: Span) -> Error {
    Error::new(span, "expected a rule of the path checker: C4, C6, C7, C8, C9 or C10")
}

pub(crate) fn waive_of_one_rule(span: Span) -> Error {
    Error::new(span, "one rule and one reason: write a further `#[mmref::waive(…)]` for a further rule")
}

pub(crate) fn waive_without_reason(span: Span) -> Error {
    Error::new(span, "say why, in a string that is not empty: `#[mmref::waive(C6, reason = \"…\")]`")
}

pub(crate) fn idle_waive(span: Span) -> Error {
    Error::new(span, "this silences nothing: remove it")
}

pub(crate) fn waive_of_unchecked(span: Span) -> Error {
    Error::new(
        span,
        "this silences nothing, because nothing here is checked: remove it, or write `#[balances_refs]` beside it",
    )
}

pub(crate) fn balances_misplaced(span: Span, what: &str) -> Error {
    c1(span, format!("`balances_refs` is for functions, impl blocks and modules with a body, and this is {what}"))
}
