//! Abstract states, names, facts and observations: data, and what follows from data alone.

mod access;
mod asked;
mod checked;
mod fields;
mod observations;
mod point;
mod register;
mod scope;
mod set;
mod state;

pub(crate) use access::{AccessPath, Base};
pub(crate) use asked::{Asked, Before, Known, Part};
pub(crate) use checked::{Checked, Checkup};
pub(crate) use observations::{Observations, leak_rule, leaves};
pub(crate) use point::Point;
pub(crate) use register::{Register, Role};
pub(crate) use scope::{Binding, Scope, Scopes};
pub(crate) use set::Sorted;
pub(crate) use state::{
    Event, Slot, State, States, Told, Typestate, Value, Var, contested, forgetting, is_field, kinds, plain, telling,
    unknown,
};
