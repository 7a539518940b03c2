//! Programs that must compile and run, with tracking on and, in the workspace `untracked`, with tracking off. Each is a module
//! of this one, and its `main` a test.

// They are written as users write. Lints are for `tests/lints.rs`.
#![allow(warnings)]

#[cfg(not(clippy))]
include!(concat!(env!("OUT_DIR"), "/correct.rs"));
