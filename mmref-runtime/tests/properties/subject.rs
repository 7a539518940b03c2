//! The actual outcome of each step.

use std::sync::Mutex;

use mmref_runtime::{
    Holder, MM_REF, MmRef, ObjectId, Owner, RefClass, RefCount, RefList, Scope, SharedRef, Snapshot, Violation,
    ViolationKind, move_ref,
};

use crate::steps::{List, Listed, OBJECTS, Op, Origin, Outcome, POINTERS, SHARED, VARIABLES};

pub(crate) struct First;
impl RefClass for First {
    const NAME: &'static str = "first";
}

pub(crate) struct Second;
impl RefClass for Second {
    const NAME: &'static str = "second";
}

/// Objects, slots and pointers of one class.
pub(crate) struct Subject<C: RefClass> {
    objects: [Option<RefCount<C>>; OBJECTS],
    /// All objects, past and present.
    ids: Vec<ObjectId>,
    variables: [MmRef<C>; VARIABLES],
    shared: [SharedRef<C>; SHARED],
    pointers: [*mut core::ffi::c_void; POINTERS],
    owners: Vec<(Owner, Origin)>,
    scopes: Vec<Scope>,
}

// SAFETY: the pointers are never followed: they are numbers, which any thread may have along with the references.
unsafe impl<C: RefClass> Send for Subject<C> {}

struct Broken {
    kind: ViolationKind,
    class: &'static str,
    owner: Option<Owner>,
    thread: String,
}

static BROKEN: Mutex<Vec<Broken>> = Mutex::new(Vec::new());

pub(crate) fn collect_violation(violation: &Violation) {
    let owner = violation.reference().map(|reference| reference.owner());
    let thread = violation.thread().to_owned();
    BROKEN.lock().unwrap().push(Broken { kind: violation.kind(), class: violation.class(), owner, thread });
}

impl<C: RefClass> Subject<C> {
    pub(crate) fn new(scopes: &[Scope]) -> Self {
        let mut new = Self {
            objects: [const { None }; OBJECTS],
            ids: Vec::new(),
            variables: [MM_REF!(), MM_REF!(), MM_REF!(), MM_REF!()],
            shared: [SharedRef::new(), SharedRef::new()],
            pointers: [core::ptr::null_mut(); POINTERS],
            owners: Vec::new(),
            scopes: scopes.to_vec(),
        };
        new.meet_owners();
        new
    }
}

/// The reference, or a copy of it if the pointer is used again.
fn from_raw<C: RefClass>(pointer: *mut core::ffi::c_void) -> MmRef<C> {
    // SAFETY: the pointer comes from `into_raw` of this class. It may be used more than once, against the contract:
    // this is what is tested, and the uses come one after the other.
    unsafe { MmRef::from_raw(pointer) }
}

impl<C: RefClass> Subject<C> {
    /// Finds the name that lists use for each slot.
    fn meet_owners(&mut self) {
        let mut origins: Vec<(MmRef<C>, Origin)> = vec![(from_raw(core::ptr::null_mut()), Origin::Pointer)];
        for (number, variable) in self.variables.iter_mut().enumerate() {
            origins.push((variable.take(), Origin::Variable(number)));
        }
        for (number, shared) in self.shared.iter().enumerate() {
            origins.push((shared.take(), Origin::Shared(number)));
        }
        for (mut reference, origin) in origins {
            let count = RefCount::new(&mut reference);
            let owner = count.refs().holders()[0].owner();
            assert!(count.put(reference));
            assert!(self.owners.iter().all(|(other, _)| *other != owner), "no two slots go by one name");
            self.owners.push((owner, origin));
        }
    }

    fn origin(&self, owner: Owner) -> Origin {
        self.owners.iter().find(|(known, _)| *known == owner).expect("there is no other slot").1
    }

    pub(crate) fn perform(&mut self, op: Op) -> Outcome {
        let returned = self.act(op);
        let thread = std::thread::current();
        let broken = core::mem::take(&mut *BROKEN.lock().unwrap()).into_iter().map(|broken| {
            assert_eq!((broken.class, Some(&*broken.thread)), (C::NAME, thread.name()));
            (broken.kind, broken.owner.map(|owner| self.origin(owner)))
        });
        let violations = broken.collect();
        Outcome { returned, violations }
    }

    fn act(&mut self, op: Op) -> Option<bool> {
        match op {
            Op::New { object, variable } => {
                if self.objects[object].is_none() {
                    self.present(object, |subject| RefCount::new(&mut subject.variables[variable]));
                }
            }
            Op::Untracked { object, shares } => {
                if self.objects[object].is_none() {
                    self.present(object, |_| RefCount::untracked(shares));
                }
            }
            Op::Restart { object, variable } => self.objects[object].as_ref()?.restart(&mut self.variables[variable]),
            Op::Get { object, variable } => self.objects[object].as_ref()?.get(&mut self.variables[variable]),
            Op::TryGet { object, variable } => {
                return Some(self.objects[object].as_ref()?.try_get(&mut self.variables[variable]));
            }
            Op::Put { object, variable } => {
                return Some(self.objects[object].as_ref()?.put(self.variables[variable].take()));
            }
            Op::Move { from, to } => {
                let from = self.variables[from].take();
                move_ref(from, &mut self.variables[to]);
            }
            Op::Take { from, to } => self.variables[to] = self.variables[from].take(),
            Op::Store { variable, shared } => self.shared[shared].store(self.variables[variable].take()),
            Op::TakeShared { shared, variable } => self.variables[variable] = self.shared[shared].take(),
            Op::GetUntracked { object } => self.objects[object].as_ref()?.get_untracked(),
            Op::PutUntracked { object } => return Some(self.objects[object].as_ref()?.put_untracked()),
            Op::IntoRaw { variable, pointer } => self.pointers[pointer] = self.variables[variable].take().into_raw(),
            Op::FromRaw { pointer, variable } => self.variables[variable] = from_raw(self.pointers[pointer]),
            Op::Duplicate { from, to } => {
                let pointer = self.variables[from].take().into_raw();
                self.variables[from] = from_raw(pointer);
                self.variables[to] = from_raw(pointer);
            }
            Op::DropReference { variable } => drop(self.variables[variable].take()),
            Op::DropObject { object } => self.objects[object] = None,
        }
        None
    }

    fn present(&mut self, object: usize, make: impl FnOnce(&mut Self) -> RefCount<C>) {
        let count = make(self);
        self.ids.push(count.refs().object());
        self.objects[object] = Some(count);
    }

    /// The lists of the existing objects, oldest first.
    pub(crate) fn lists(&self) -> Vec<List> {
        let mut lists: Vec<RefList> = self.objects.iter().flatten().map(RefCount::refs).collect();
        lists.sort_by_key(RefList::object);
        lists.iter().map(|list| self.list(list)).collect()
    }

    fn list(&self, list: &RefList) -> List {
        let (count, untracked) = (list.count().unwrap(), list.untracked().unwrap());
        assert_eq!(count, list.listed() + untracked, "count = listed + untracked");
        assert_eq!(list.holders().len(), list.listed() as usize, "what is listed is on the list");
        List { count, listed: self.listed(list.holders().iter()) }
    }

    /// What is held on every object, past and present, oldest first.
    pub(crate) fn held(&self, live: &Snapshot) -> Vec<Vec<Listed>> {
        let of = |id: &ObjectId| self.listed(live.holders().iter().filter(|holder| holder.object() == *id));
        self.ids.iter().map(of).collect()
    }

    /// What was acquired in a scope and is held, of this class.
    pub(crate) fn held_in(&self, scope: usize) -> Vec<Listed> {
        let held = self.scopes[scope].leaks();
        self.listed(held.iter().filter(|holder| holder.class() == C::NAME))
    }

    fn listed<'a>(&self, holders: impl Iterator<Item = &'a Holder>) -> Vec<Listed> {
        let listed = |holder: &Holder| {
            assert_eq!(holder.class(), C::NAME);
            let (origin, moved) = (self.origin(holder.owner()), holder.moved().is_some());
            let known =
                |id| self.scopes.iter().position(|scope| scope.id() == Some(id)).expect("there is no other scope");
            Listed { origin, moved, thread: holder.thread(), scope: holder.scope().map(known) }
        };
        let mut listed: Vec<Listed> = holders.map(listed).collect();
        listed.sort();
        listed
    }
}

impl<C: RefClass> Drop for Subject<C> {
    /// Violations while a case is cleaned up are ignored.
    fn drop(&mut self) {
        self.variables.iter_mut().for_each(|variable| _ = variable.take().into_raw());
        self.shared.iter().for_each(|shared| _ = shared.take().into_raw());
        self.objects.iter_mut().for_each(|object| *object = None);
        BROKEN.lock().unwrap().clear();
    }
}
