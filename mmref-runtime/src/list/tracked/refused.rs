//! Why an operation was not carried out.

/// Why an operation was not carried out. Nothing has changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refused {
    AlreadyHeld,
    NotHeld,
    WrongObject,
    Stale,
    FromZero,
    NotZero,
    Overflow,
    CountMismatch,
}
