//! Reports: a pure model of what is to be said, and how it is written down.

#[cfg(feature = "serde")]
mod json;
mod model;
mod text;

use core::fmt;

use crate::policy;
use crate::violation::Violation;
use model::Model;
pub(crate) use text::{Row, write_rows};

impl Violation {
    /// What happened, in one line: `reference put to the wrong object`.
    pub fn headline(&self) -> &'static str {
        model::headline(self.kind, self.operation)
    }

    /// What to do about it, in one line.
    pub fn help(&self) -> &'static str {
        model::advice(self.kind, self.operation)
    }
}

#[cfg(feature = "serde")]
pub(crate) use json::whole;

/// So many references, in words.
pub(crate) fn references(number: usize) -> String {
    match number {
        1 => "1 reference".to_owned(),
        _ => format!("{number} references"),
    }
}

/// The report of a [`Violation`]. Displays as text of several lines.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    violation: &'a Violation,
    limit: Option<usize>,
}

impl<'a> Report<'a> {
    pub(crate) fn of(violation: &'a Violation) -> Self {
        Self { violation, limit: None }
    }

    /// Shows no more than so many groups of holders of each object, instead of what
    /// [`set_report_limit`](crate::set_report_limit) says.
    #[must_use]
    pub fn limit(self, groups: usize) -> Self {
        Self { limit: Some(groups), ..self }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit.unwrap_or_else(policy::report_limit);
        text::write(f, &Model::of(self.violation, limit))
    }
}
