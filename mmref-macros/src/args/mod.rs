//! What a user may write in each attribute: grammar only.

mod balances;
mod holds;
mod list;
mod once;
mod ours;
mod ref_class;
mod ref_counted;
mod reference;
mod test;
pub(crate) mod waive;

pub(crate) use balances::BalancesArgs;
pub(crate) use holds::{HoldsArgs, read_structure, without_counted};
pub(crate) use ours::{checks, is_checking, mark_checked, mode_of};
pub(crate) use ref_class::read_class;
pub(crate) use ref_counted::read_counted;
pub(crate) use reference::{CHECKED, ReferenceArgs};
pub(crate) use test::TestArgs;
