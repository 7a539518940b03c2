//! The name of an object in reports: its type, number and label.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::ObjectId;
use crate::class::Class;
#[cfg(feature = "track")]
use crate::class::RefClass;

static LABELS: Mutex<Option<HashMap<ObjectId, Box<str>>>> = Mutex::new(None);

fn labels<R>(look: impl FnOnce(&mut HashMap<ObjectId, Box<str>>) -> R) -> R {
    look(LABELS.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

/// Labels an object for people. The text is made before the lock is taken.
pub(crate) fn set_label(object: ObjectId, label: String) {
    let before = labels(|labels| labels.insert(object, label.into()));
    drop(before);
}

/// Drops the label of an object that is gone.
pub(crate) fn forget_label(object: ObjectId) {
    let before = labels(|labels| labels.remove(&object));
    drop(before);
}

/// The object by type, number and label: `Mm #42 "811 sshd"`.
pub(crate) fn name(object: ObjectId, class: &'static Class) -> String {
    let kind = object_type(class).unwrap_or("object");
    match labels(|labels| labels.get(&object).cloned()) {
        Some(label) => format!("{kind} {object} {label:?}"),
        None => format!("{kind} {object}"),
    }
}

/// The type that carries a count of a class, as `#[derive(RefCounted)]` registers it.
#[doc(hidden)]
#[derive(Debug)]
#[cfg(feature = "track")]
pub struct ObjectType {
    name: &'static str,
    class: &'static Class,
}

#[cfg(feature = "track")]
impl ObjectType {
    #[doc(hidden)]
    pub const fn of<C: RefClass>(name: &'static str) -> Self {
        Self { name, class: Class::of::<C>() }
    }
}

#[cfg(feature = "track")]
inventory::collect!(ObjectType);

/// The type of an object of a class, if exactly one is registered.
#[cfg(feature = "track")]
fn object_type(class: &Class) -> Option<&'static str> {
    let mut types = inventory::iter::<ObjectType>.into_iter().filter(|entry| entry.class.is(class));
    let first = types.next()?;
    types.next().is_none().then_some(first.name)
}

#[cfg(not(feature = "track"))]
fn object_type(_: &Class) -> Option<&'static str> {
    None
}
