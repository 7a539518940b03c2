//! What was annotated, as data: borrowed from the syntax, with the user's spans.

mod annotated;
mod body;
mod class;
mod counted;
mod elision;
mod function;
mod item;
mod lifetimes;
mod mode;
mod path;
mod reference;
mod structure;
mod test;

pub(crate) use annotated::Annotated;
pub(crate) use body::Body;
pub(crate) use class::Class;
pub(crate) use counted::{Count, Counted, Shape};
pub(crate) use elision::{Elision, Unclear};
pub(crate) use function::{Ending, Function, never_returns};
pub(crate) use item::{ItemKind, Misplaced};
pub(crate) use lifetimes::each_place;
pub(crate) use mode::Mode;
pub(crate) use reference::Reference;
pub(crate) use structure::{Held, NoStructure, Slot, Structure};
pub(crate) use test::Test;
