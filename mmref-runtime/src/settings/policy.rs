//! Policies.

/// What happens when a rule is broken. In any case the operation is refused, and changes no count and no list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Policy {
    /// Panic with the report. On a thread that is unwinding already, print it instead. This is the default.
    #[default]
    Panic,
    /// Print the report and abort the process.
    Abort,
    /// Print the report and continue.
    Report,
}
