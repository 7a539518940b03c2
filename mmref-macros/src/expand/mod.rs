//! What is generated, one artefact a file. All decisions are the model's.

mod body;
mod caller;
mod checked;
mod class;
mod contract;
mod counted;
mod docs;
mod exits;
pub(crate) mod fallback;
mod field;
mod function;
mod handover;
mod hidden;
mod output;
mod signature;
mod site;
mod structure;
mod test;
mod watch;

pub(crate) use checked::checked;
pub(crate) use class::class;
pub(crate) use counted::counted;
pub(crate) use function::function;
pub(crate) use handover::{test_after_checking, waive_after_checking};
use signature::name_outputs;
pub(crate) use structure::structure;
pub(crate) use test::test;

/// Whether run-time tracking is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tracking {
    On,
    Off,
}
