//! Which rule was broken.

use crate::list;

/// Which rule was broken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ViolationKind {
    /// A reference to be filled is held already.
    AlreadyHeld,
    /// A reference to be given up, moved or vouched with holds nothing.
    NotHeld,
    /// A reference is put to another object than the one that it is held on.
    WrongObject,
    /// A copy of a reference is used that was given up already, or that never was one.
    Stale,
    /// A reference is dropped while it is held.
    LeakedReference,
    /// A count is dropped while references are listed on it.
    LeakedObject,
    /// A share is added to a count of zero.
    FromZero,
    /// A count is started again that is not zero.
    NotZero,
    /// A share is added to a count at its limit.
    Overflow,
    /// The count and the list disagree: a share is given up, or left behind, that no reference stands for.
    CountMismatch,
    /// An acquiring function returns success, but has not filled its reference.
    MissingAcquire,
    /// An acquiring function returns failure with its reference filled.
    UnexpectedAcquire,
    /// A reference is still held at the end of the [scope](crate::Scope), or of the test, that it was acquired in.
    LeakedInScope,
}

impl ViolationKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: &'static [Self] = &[
        Self::AlreadyHeld,
        Self::NotHeld,
        Self::WrongObject,
        Self::Stale,
        Self::LeakedReference,
        Self::LeakedObject,
        Self::FromZero,
        Self::NotZero,
        Self::Overflow,
        Self::CountMismatch,
        Self::MissingAcquire,
        Self::UnexpectedAcquire,
        Self::LeakedInScope,
    ];

    /// The name in documents and events. It is part of their format, and never changes.
    pub fn name(self) -> &'static str {
        match self {
            Self::AlreadyHeld => "AlreadyHeld",
            Self::NotHeld => "NotHeld",
            Self::WrongObject => "WrongObject",
            Self::Stale => "Stale",
            Self::LeakedReference => "LeakedReference",
            Self::LeakedObject => "LeakedObject",
            Self::FromZero => "FromZero",
            Self::NotZero => "NotZero",
            Self::Overflow => "Overflow",
            Self::CountMismatch => "CountMismatch",
            Self::MissingAcquire => "MissingAcquire",
            Self::UnexpectedAcquire => "UnexpectedAcquire",
            Self::LeakedInScope => "LeakedInScope",
        }
    }
}

#[cfg(feature = "track")]
impl From<list::Refused> for ViolationKind {
    fn from(refused: list::Refused) -> Self {
        match refused {
            list::Refused::AlreadyHeld => Self::AlreadyHeld,
            list::Refused::NotHeld => Self::NotHeld,
            list::Refused::WrongObject => Self::WrongObject,
            list::Refused::Stale => Self::Stale,
            list::Refused::FromZero => Self::FromZero,
            list::Refused::NotZero => Self::NotZero,
            list::Refused::Overflow => Self::Overflow,
            list::Refused::CountMismatch => Self::CountMismatch,
        }
    }
}

#[cfg(not(feature = "track"))]
impl From<list::Refused> for ViolationKind {
    fn from(refused: list::Refused) -> Self {
        match refused {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<&'static str> {
        ViolationKind::ALL.iter().map(|kind| kind.name()).collect()
    }

    #[test]
    fn every_kind_is_there_once() {
        for (position, kind) in ViolationKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, position, "{kind:?}");
            assert_eq!(kind.name(), format!("{kind:?}"));
        }
        let last = ViolationKind::LeakedInScope;
        assert_eq!(ViolationKind::ALL.last(), Some(&last), "the last kind");
    }

    #[test]
    fn the_readme_has_them_all() {
        let readme = include_str!("../../../README.md");
        let table = readme.split("| violation | is reported when |").nth(1).unwrap();
        let rows = table.lines().skip(2).take_while(|line| line.starts_with("| `"));
        let documented: Vec<&str> = rows.map(|row| row.split('`').nth(1).unwrap()).collect();
        assert_eq!(documented, names());
    }

    #[test]
    fn the_schema_has_them_all() {
        let schema: serde_json::Value = serde_json::from_str(include_str!("../../report.schema.json")).unwrap();
        let kinds = schema.pointer("/$defs/violation/properties/kind/enum").unwrap();
        assert_eq!(*kinds, serde_json::json!(names()));
    }
}
