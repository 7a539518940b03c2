//! The seam: what the public types are made of. With tracking on these are lists, without it there is nothing in them.
//!
//! `tracked` and `untracked` have the same surface; each build takes one of the two, so that what one lacks does not
//! compile.

#[cfg(feature = "track")]
mod tracked;
#[cfg(not(feature = "track"))]
mod untracked;

#[cfg(feature = "track")]
pub(crate) use tracked::*;
#[cfg(not(feature = "track"))]
pub(crate) use untracked::*;

/// At most so many references are listed from here on; further ones are counted, and not listed (see
/// [`Snapshot::unlisted`](crate::Snapshot::unlisted)). Takes the place of what `MMREF_TRACK` says.
///
/// A listed reference costs 64 bytes. There is room for 268 million.
pub fn set_capacity(references: u32) {
    limit(references);
}

#[cfg(test)]
mod tests;
