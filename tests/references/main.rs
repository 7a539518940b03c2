//! References, and what they live in: slots, structures, pointers in the hands of C, threads.

#[path = "../common/mod.rs"]
mod common;

mod capacity;
mod holds_drop;
mod holds_names;
mod holds_sites;
mod holds_visit;
mod identity;
mod raw;
mod shared_ref;
mod stress;
mod threads;
mod untracked_shares;
