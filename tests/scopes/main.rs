//! Scopes, and the tests that are one.

#[path = "../common/mod.rs"]
mod common;

mod allow;
mod futures;
mod scope;
mod settle;
mod test_attribute;
mod test_attribute_composes;
mod threads;
