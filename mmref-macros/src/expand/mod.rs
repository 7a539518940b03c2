//! What is written, one artefact a file. Asks nothing that the model does not answer.

mod body;
mod caller;
mod class;
mod contract;
mod counted;
mod docs;
mod exits;
mod field;
mod function;
mod output;
mod signature;
mod site;
mod structure;
mod test;
mod watch;

pub(crate) use class::class;
pub(crate) use counted::counted;
pub(crate) use field::{Doubt, ask};
pub(crate) use function::function;
pub(crate) use signature::name_outputs;
pub(crate) use structure::structure;
pub(crate) use test::test;

/// Whether run-time tracking is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tracking {
    On,
    Off,
}
