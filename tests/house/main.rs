//! The repository itself: what its documents say of it holds.

mod layers;
