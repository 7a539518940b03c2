//! The expected outcome of each step: sets, and the rules as the documentation states them.

use std::collections::{BTreeMap, BTreeSet};

use mmref_runtime::ViolationKind;

use crate::steps::{LIMIT, List, Listed, OBJECTS, Op, Origin, Outcome, POINTERS, SHARED, VARIABLES, thread_name};

/// Who does something.
#[derive(Clone, Copy)]
pub(crate) struct By {
    pub(crate) thread: usize,
    pub(crate) scope: Option<usize>,
}

/// The number of a share, in the order of acquisition.
type Share = usize;

#[derive(Default)]
struct Object {
    listed: BTreeSet<Share>,
    untracked: u32,
    saturated: bool,
}

#[derive(Clone, Copy)]
struct Variable {
    origin: Origin,
    share: Option<Share>,
}

pub(crate) struct Model {
    /// All objects, past and present. The shares of one that is gone stay on its list.
    objects: Vec<Object>,
    shares: BTreeMap<Share, Listed>,
    present: [Option<usize>; OBJECTS],
    variables: [Variable; VARIABLES],
    shared: [Option<Share>; SHARED],
    pointers: [Option<Share>; POINTERS],
}

impl Default for Model {
    fn default() -> Self {
        Self {
            objects: Vec::new(),
            shares: BTreeMap::new(),
            present: [None; OBJECTS],
            variables: core::array::from_fn(|number| Variable { origin: Origin::Variable(number), share: None }),
            shared: [None; SHARED],
            pointers: [None; POINTERS],
        }
    }
}

impl Object {
    fn count(&self) -> u32 {
        if self.saturated { LIMIT } else { self.untracked + self.listed.len() as u32 }
    }

    /// Room for one more share.
    fn grow(&mut self) -> Result<(), ViolationKind> {
        match self.count() {
            0 => Err(ViolationKind::FromZero),
            LIMIT => {
                self.saturated = true;
                Err(ViolationKind::Overflow)
            }
            _ => Ok(()),
        }
    }
}

impl Outcome {
    fn returned(value: bool) -> Self {
        Self { returned: Some(value), ..Self::default() }
    }

    fn refused(kind: ViolationKind, reference: Option<Origin>) -> Self {
        Self { returned: None, violations: vec![(kind, reference)] }
    }

    fn of<T>(result: Result<T, ViolationKind>, reference: Option<Origin>) -> Self {
        result.map_or_else(|kind| Self::refused(kind, reference), |_| Self::default())
    }

    fn of_bool(result: Result<bool, ViolationKind>, reference: Option<Origin>) -> Self {
        match result {
            Ok(value) => Self::returned(value),
            Err(kind) => Self { returned: Some(false), ..Self::refused(kind, reference) },
        }
    }
}

impl Model {
    pub(crate) fn perform(&mut self, op: Op, by: By) -> Outcome {
        match op {
            Op::New { object, variable } if self.present[object].is_none() => self.create(object, variable, by),
            Op::Untracked { object, shares } if self.present[object].is_none() => {
                self.add_object(object, shares);
                Outcome::default()
            }
            Op::New { .. } | Op::Untracked { .. } => Outcome::default(),
            Op::Restart { object, variable } => self.with(object, |model, object| {
                Outcome::of(model.restart(object, variable, by), Some(model.variables[variable].origin))
            }),
            Op::Get { object, variable } => self.with(object, |model, object| {
                Outcome::of(model.get(object, variable, by), Some(model.variables[variable].origin))
            }),
            Op::TryGet { object, variable } => self.with(object, |model, object| {
                Outcome::of_bool(model.try_get(object, variable, by), Some(model.variables[variable].origin))
            }),
            Op::Put { object, variable } => self.with(object, |model, object| {
                let share = model.variables[variable].share.take();
                Outcome::of_bool(model.put(object, share), Some(model.variables[variable].origin))
            }),
            Op::Move { from, to } => self.transfer(from, to),
            Op::Take { from, to } => {
                let Variable { origin, share } = self.variables[from];
                self.variables[from].share = None;
                self.assign(to, Variable { origin, share })
            }
            Op::Store { variable, shared } => self.store(variable, shared),
            Op::TakeShared { shared, variable } => {
                let share = self.shared[shared].take();
                self.assign(variable, Variable { origin: Origin::Shared(shared), share })
            }
            Op::GetUntracked { object } => self.with(object, |model, object| {
                Outcome::of(model.objects[object].grow().map(|()| model.add_untracked(object)), None)
            }),
            Op::PutUntracked { object } => {
                self.with(object, |model, object| Outcome::of_bool(model.put_untracked(object), None))
            }
            Op::IntoRaw { variable, pointer } => {
                self.pointers[pointer] = self.variables[variable].share.take();
                Outcome::default()
            }
            Op::FromRaw { pointer, variable } => {
                self.assign(variable, Variable { origin: Origin::Pointer, share: self.pointers[pointer] })
            }
            Op::Duplicate { from, to } => {
                self.variables[from].origin = Origin::Pointer;
                self.assign(to, self.variables[from])
            }
            Op::DropReference { variable } => {
                self.assign(variable, Variable { share: None, ..self.variables[variable] })
            }
            Op::DropObject { object } => self.drop_object(object),
        }
    }

    /// The lists of the existing objects, oldest first.
    pub(crate) fn lists(&self) -> Vec<List> {
        let mut present: Vec<usize> = self.present.iter().flatten().copied().collect();
        present.sort_unstable();
        let objects = present.into_iter().map(|object| &self.objects[object]);
        objects.map(|object| List { count: object.count(), listed: self.listed(object) }).collect()
    }

    /// What is held on every object, past and present, oldest first.
    pub(crate) fn held(&self) -> Vec<Vec<Listed>> {
        self.objects.iter().map(|object| self.listed(object)).collect()
    }

    /// What was acquired in a scope and is held, of this class.
    pub(crate) fn held_in(&self, scope: usize) -> Vec<Listed> {
        let mut held: Vec<Listed> = self.held().into_iter().flatten().filter(|it| it.scope == Some(scope)).collect();
        held.sort();
        held
    }

    fn listed(&self, object: &Object) -> Vec<Listed> {
        let mut listed: Vec<Listed> = object.listed.iter().map(|share| self.shares[share].clone()).collect();
        listed.sort();
        listed
    }

    fn with(&mut self, object: usize, act: impl FnOnce(&mut Self, usize) -> Outcome) -> Outcome {
        self.present[object].map_or_else(Outcome::default, |object| act(self, object))
    }

    fn add_object(&mut self, object: usize, untracked: u32) {
        self.present[object] = Some(self.objects.len());
        self.objects.push(Object { untracked, ..Object::default() });
    }

    /// The object's first share. It has no reference if the given one is held already.
    fn create(&mut self, object: usize, variable: usize, by: By) -> Outcome {
        let held = self.variables[variable].share.is_some();
        self.add_object(object, u32::from(held));
        if held {
            return Outcome::refused(self.not_to_be_filled(variable), Some(self.variables[variable].origin));
        }
        self.list(self.objects.len() - 1, variable, by);
        Outcome::default()
    }

    /// Why a variable cannot be filled: it holds a share, or a copy of one that was given up.
    fn not_to_be_filled(&self, variable: usize) -> ViolationKind {
        self.holds(self.variables[variable].share).err().unwrap_or(ViolationKind::AlreadyHeld)
    }

    fn list(&mut self, object: usize, variable: usize, by: By) {
        let share = self.shares.len();
        let origin = self.variables[variable].origin;
        self.shares.insert(share, Listed { origin, moved: false, thread: thread_name(by.thread), scope: by.scope });
        self.objects[object].listed.insert(share);
        self.variables[variable].share = Some(share);
    }

    fn restart(&mut self, object: usize, variable: usize, by: By) -> Result<(), ViolationKind> {
        if self.variables[variable].share.is_some() {
            return Err(self.not_to_be_filled(variable));
        }
        if self.objects[object].count() > 0 {
            return Err(ViolationKind::NotZero);
        }
        self.list(object, variable, by);
        Ok(())
    }

    fn get(&mut self, object: usize, variable: usize, by: By) -> Result<(), ViolationKind> {
        if self.variables[variable].share.is_some() {
            return Err(self.not_to_be_filled(variable));
        }
        self.objects[object].grow()?;
        self.list(object, variable, by);
        Ok(())
    }

    fn try_get(&mut self, object: usize, variable: usize, by: By) -> Result<bool, ViolationKind> {
        match self.get(object, variable, by) {
            Err(ViolationKind::FromZero) => Ok(false),
            result => result.map(|()| true),
        }
    }

    fn put(&mut self, object: usize, share: Option<Share>) -> Result<bool, ViolationKind> {
        if self.holds(share)? != object {
            return Err(ViolationKind::WrongObject);
        }
        self.objects[object].listed.retain(|listed| Some(*listed) != share);
        Ok(self.objects[object].count() == 0)
    }

    /// The object that a share is listed on.
    fn holds(&self, share: Option<Share>) -> Result<usize, ViolationKind> {
        let share = share.ok_or(ViolationKind::NotHeld)?;
        let object = self.objects.iter().position(|object| object.listed.contains(&share));
        object.ok_or(ViolationKind::Stale)
    }

    fn transfer(&mut self, from: usize, to: usize) -> Outcome {
        let share = self.variables[from].share.take();
        if self.variables[to].share.is_some() {
            return Outcome::refused(ViolationKind::AlreadyHeld, Some(self.variables[to].origin));
        }
        let carried = self.carry(share, self.variables[to].origin);
        if carried.is_ok() {
            self.variables[to].share = share;
        }
        Outcome::of(carried, Some(self.variables[from].origin))
    }

    fn store(&mut self, variable: usize, shared: usize) -> Outcome {
        let Variable { origin, share } = self.variables[variable];
        self.variables[variable].share = None;
        if let Err(kind) = self.holds(share) {
            return Outcome::refused(kind, Some(origin));
        }
        if self.shared[shared].is_some() {
            return Outcome::refused(ViolationKind::AlreadyHeld, Some(Origin::Shared(shared)));
        }
        self.shared[shared] = share;
        Outcome::of(self.carry(share, Origin::Shared(shared)), None)
    }

    fn carry(&mut self, share: Option<Share>, origin: Origin) -> Result<(), ViolationKind> {
        self.holds(share)?;
        if let Some(listed) = share.and_then(|share| self.shares.get_mut(&share)) {
            *listed = Listed { origin, moved: true, ..listed.clone() };
        }
        Ok(())
    }

    /// A variable is overwritten, and what it held is dropped.
    fn assign(&mut self, variable: usize, new: Variable) -> Outcome {
        let old = core::mem::replace(&mut self.variables[variable], new);
        match self.holds(old.share) {
            Ok(_) => Outcome::refused(ViolationKind::LeakedReference, Some(old.origin)),
            Err(ViolationKind::NotHeld) => Outcome::default(),
            Err(stale) => Outcome::refused(stale, Some(old.origin)),
        }
    }

    fn add_untracked(&mut self, object: usize) {
        self.objects[object].untracked += 1;
    }

    fn put_untracked(&mut self, object: usize) -> Result<bool, ViolationKind> {
        let object = &mut self.objects[object];
        if object.saturated {
            return Ok(false);
        }
        object.untracked = object.untracked.checked_sub(1).ok_or(ViolationKind::CountMismatch)?;
        Ok(object.count() == 0)
    }

    fn drop_object(&mut self, object: usize) -> Outcome {
        let Some(object) = self.present[object].take() else { return Outcome::default() };
        let object = &self.objects[object];
        match (object.listed.is_empty(), object.count()) {
            (false, _) => Outcome::refused(ViolationKind::LeakedObject, None),
            (true, 0) => Outcome::default(),
            (true, _) if object.saturated => Outcome::default(),
            (true, _) => Outcome::refused(ViolationKind::CountMismatch, None),
        }
    }
}
