//! The seam: what the public types are made of. With tracking on these are lists; with tracking off they are empty.
//!
//! `tracked` and `untracked` have the same surface. Each build takes one of the two, so whatever one lacks does not
//! compile.

#[cfg(feature = "track")]
mod tracked;
#[cfg(not(feature = "track"))]
mod untracked;

#[cfg(feature = "track")]
pub(crate) use tracked::*;
#[cfg(not(feature = "track"))]
pub(crate) use untracked::*;

/// Sets how many references are listed at most. Further ones are counted but not listed (see
/// [`Snapshot::unlisted`](crate::Snapshot::unlisted)). Overrides `MMREF_TRACK`.
///
/// A listed reference costs 64 bytes. There is room for 268 million.
pub fn set_capacity(references: u32) {
    limit(references);
}

#[cfg(test)]
mod tests;
