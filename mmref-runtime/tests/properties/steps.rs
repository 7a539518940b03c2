//! Operations on references, and their possible outcomes.

use proptest::prelude::*;

use mmref_runtime::ViolationKind;

pub(crate) const THREADS: usize = 3;
pub(crate) const OBJECTS: usize = 3;
pub(crate) const VARIABLES: usize = 4;
pub(crate) const SHARED: usize = 2;
pub(crate) const POINTERS: usize = 2;
pub(crate) const SCOPES: usize = 2;

/// The largest count.
pub(crate) const LIMIT: u32 = i32::MAX as u32;

pub(crate) fn thread_name(number: usize) -> String {
    format!("worker-{number}")
}

/// One operation. It is skipped if something that it needs, such as an object, is missing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    New { object: usize, variable: usize },
    Untracked { object: usize, shares: u32 },
    Restart { object: usize, variable: usize },
    Get { object: usize, variable: usize },
    TryGet { object: usize, variable: usize },
    Put { object: usize, variable: usize },
    Move { from: usize, to: usize },
    Take { from: usize, to: usize },
    Store { variable: usize, shared: usize },
    TakeShared { shared: usize, variable: usize },
    GetUntracked { object: usize },
    PutUntracked { object: usize },
    IntoRaw { variable: usize, pointer: usize },
    FromRaw { pointer: usize, variable: usize },
    Duplicate { from: usize, to: usize },
    DropReference { variable: usize },
    DropObject { object: usize },
}

/// An operation, with its thread, its scope, and the class of its objects and slots.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) thread: usize,
    /// `None` is outside of every scope.
    pub(crate) scope: Option<usize>,
    pub(crate) second: bool,
    pub(crate) op: Op,
}

/// The slot that a reference was made in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Origin {
    Variable(usize),
    Shared(usize),
    Pointer,
}

/// What an operation returned, if that is a `bool`, and the rules that it broke, each with the reference at fault.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Outcome {
    pub(crate) returned: Option<bool>,
    pub(crate) violations: Vec<(ViolationKind, Option<Origin>)>,
}

/// A reference on a list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Listed {
    pub(crate) origin: Origin,
    pub(crate) moved: bool,
    pub(crate) thread: String,
    /// The scope of the get, whatever happened to the reference since.
    pub(crate) scope: Option<usize>,
}

/// The list of one object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct List {
    pub(crate) count: u32,
    pub(crate) listed: Vec<Listed>,
}

fn op() -> impl Strategy<Value = Op> {
    let (object, variable, shared, pointer) = (0..OBJECTS, 0..VARIABLES, 0..SHARED, 0..POINTERS);
    let shares = prop_oneof![4 => 0..3_u32, 1 => LIMIT - 1..=LIMIT];
    let on_object = (object.clone(), variable.clone());
    let between = (variable.clone(), variable.clone());
    prop_oneof![
        4 => on_object.clone().prop_map(|(object, variable)| Op::New { object, variable }),
        2 => (object.clone(), shares).prop_map(|(object, shares)| Op::Untracked { object, shares }),
        2 => on_object.clone().prop_map(|(object, variable)| Op::Restart { object, variable }),
        8 => on_object.clone().prop_map(|(object, variable)| Op::Get { object, variable }),
        4 => on_object.clone().prop_map(|(object, variable)| Op::TryGet { object, variable }),
        8 => on_object.prop_map(|(object, variable)| Op::Put { object, variable }),
        8 => between.clone().prop_map(|(from, to)| Op::Move { from, to }),
        2 => between.clone().prop_map(|(from, to)| Op::Take { from, to }),
        6 => (variable.clone(), shared.clone()).prop_map(|(variable, shared)| Op::Store { variable, shared }),
        4 => (shared, variable.clone()).prop_map(|(shared, variable)| Op::TakeShared { shared, variable }),
        1 => object.clone().prop_map(|object| Op::GetUntracked { object }),
        2 => object.clone().prop_map(|object| Op::PutUntracked { object }),
        2 => (variable.clone(), pointer.clone()).prop_map(|(variable, pointer)| Op::IntoRaw { variable, pointer }),
        2 => (pointer, variable.clone()).prop_map(|(pointer, variable)| Op::FromRaw { pointer, variable }),
        2 => between.prop_map(|(from, to)| Op::Duplicate { from, to }),
        1 => variable.prop_map(|variable| Op::DropReference { variable }),
        1 => object.prop_map(|object| Op::DropObject { object }),
    ]
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let scope = prop::option::of(0..SCOPES);
    (0..THREADS, scope, prop::bool::weighted(0.2), op()).prop_map(|(thread, scope, second, op)| Step {
        thread,
        scope,
        second,
        op,
    })
}
