//! What is printed or written down: reports, snapshots, tables, JSON.

#[path = "../common/mod.rs"]
mod common;

mod diff;
mod dump_signal;
mod file;
mod fingerprint;
mod groups;
mod json;
mod schema;
mod text;
