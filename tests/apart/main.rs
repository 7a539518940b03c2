//! Tests that need a workspace of their own, and one that needs a binary without any annotated function: this one has none.

#[path = "../common/mod.rs"]
mod common;

mod features;
mod leaky;
mod nothing_annotated;
mod untracked;
mod workspace;
