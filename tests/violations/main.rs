//! Mistakes: what is reported, and what happens then. One kind of violation, or one way to react, a file.

#[path = "../common/mod.rs"]
mod common;

mod already_held;
mod count_mismatch;
mod drop_while_unwinding;
mod from_zero;
mod hook;
mod leaked_in_scope;
mod leaked_object;
mod leaked_reference;
mod missing_acquire;
mod not_held;
mod not_zero;
mod overflow;
mod patch_mistakes;
mod policy;
mod stale;
mod unexpected_acquire;
mod wrong_object;
