//! Objects: their numbers and labels.

mod id;
mod name;

pub use id::ObjectId;
#[cfg(feature = "track")]
pub(crate) use id::STEP;
#[cfg(feature = "track")]
pub use name::ObjectType;
pub(crate) use name::{forget_label, name, set_label};
