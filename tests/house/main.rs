//! Tests of the repository itself: what its documents claim is true.

mod layers;
