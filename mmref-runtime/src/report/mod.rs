//! Reports: a pure model of what a report says, and how it is written.

#[cfg(feature = "serde")]
mod json;
mod model;
#[cfg(feature = "snippets")]
mod snippets;
mod text;

use core::fmt;

#[cfg(feature = "serde")]
pub(crate) use json::whole;

use crate::settings;
use crate::violation::Violation;
use model::Model;

impl Violation {
    /// What happened, in one line: `reference put to the wrong object`.
    pub fn headline(&self) -> &'static str {
        model::headline(self)
    }

    /// What to do about it, in one line.
    pub fn help(&self) -> &'static str {
        model::advice(self)
    }

    /// The report, to be bounded or printed.
    pub fn report(&self) -> Report<'_> {
        Report { violation: self, limit: None }
    }
}

impl core::error::Error for Violation {}

/// The report, bounded as [`set_report_limit`](crate::set_report_limit) says.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report().fmt(f)
    }
}

/// The report of a [`Violation`]. Displays as text of several lines.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    violation: &'a Violation,
    limit: Option<usize>,
}

impl<'a> Report<'a> {
    /// Shows at most this many groups of holders of each object. Overrides
    /// [`set_report_limit`](crate::set_report_limit).
    #[must_use]
    pub fn limit(self, groups: usize) -> Self {
        Self { limit: Some(groups), ..self }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(f, &self.model())
    }
}

impl<'a> Report<'a> {
    fn model(&self) -> Model {
        Model::of(self.violation, self.limit.unwrap_or_else(settings::report_limit))
    }

    /// The report as a compiler would print it: the lines of the source, with what happened there. If a source file is
    /// missing, it is the plain text.
    ///
    /// With the feature `snippets` this form is printed, in colour on a terminal unless `NO_COLOR` is set.
    ///
    /// ```
    /// use mmref::{Policy, set_hook, set_policy};
    ///
    /// set_policy(Policy::Report);
    /// set_hook(|violation| println!("{}", violation.report().with_source()));
    /// ```
    #[cfg(feature = "snippets")]
    #[must_use]
    pub fn with_source(self) -> WithSource<'a> {
        WithSource { report: self, color: false }
    }
}

/// A [`Report`] with lines of the source. Made by [`Report::with_source`].
#[cfg(feature = "snippets")]
#[derive(Clone, Copy, Debug)]
pub struct WithSource<'a> {
    report: Report<'a>,
    color: bool,
}

#[cfg(feature = "snippets")]
impl WithSource<'_> {
    /// Sets whether the report is in colour. By default it is not.
    #[must_use]
    pub fn color(self, color: bool) -> Self {
        Self { color, ..self }
    }
}

#[cfg(feature = "snippets")]
impl fmt::Display for WithSource<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match snippets::render(&self.report.model(), self.color) {
            Some(text) => f.write_str(&text),
            None => self.report.fmt(f),
        }
    }
}

/// The printed report of a violation, and the message that it panics with.
pub(crate) fn printed(violation: &Violation) -> String {
    #[cfg(feature = "snippets")]
    return violation.report().with_source().color(snippets::styled()).to_string();
    #[cfg(not(feature = "snippets"))]
    return violation.to_string();
}
