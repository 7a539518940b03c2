//! The annotated item as data: borrowed from the syntax, with the user's spans.

mod annotated;
mod body;
mod class;
mod counted;
mod crate_path;
mod elision;
mod finding;
mod function;
mod functions;
mod item;
mod lifetimes;
mod mode;
mod reference;
mod rule;
mod structure;
mod test;

pub(crate) use annotated::Annotated;
pub(crate) use body::Body;
pub(crate) use class::Class;
pub(crate) use counted::{Count, Counted, Shape};
pub(crate) use crate_path::CratePath;
pub(crate) use elision::{Elision, Unclear};
pub(crate) use finding::{Exit, Fault, Finding};
pub(crate) use function::{Ending, Function};
pub(crate) use functions::{Checkable, each_function, has_bodies};
pub(crate) use item::{ItemKind, Misplaced};
pub(crate) use lifetimes::each_lifetime;
pub(crate) use mode::Mode;
pub(crate) use reference::Reference;
pub(crate) use rule::Rule;
pub(crate) use structure::{HeldReference, NoStructure, ReferenceField, Structure};
pub(crate) use test::Test;
