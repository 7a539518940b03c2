//! What the public types are made of when tracking is on. `untracked` has the same surface with nothing inside.

use core::num::NonZeroU32;

use super::Refused;
use super::count::{self, Event};
use super::global::{arena, here};
use super::handle::{self, NodeRef};
use super::node::{At, Life};
use super::slot::{Pointee, Slot};
use super::sync::{AtomicBool, AtomicU64, Ordering};
use super::word::{LIMIT, Shares, Word};
use crate::class::Class;
use crate::holder::Holder;
use crate::object::ObjectId;
use crate::owner::{NamedSlot, Owner};
use crate::place::Place;
use crate::threads::Thread;
use crate::title::ScopeId;

/// The place that an operation is recorded with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller(At);

impl Caller {
    #[inline(always)]
    #[track_caller]
    pub(crate) fn here() -> Self {
        Self(core::panic::Location::caller())
    }

    pub(crate) fn place(self) -> Place {
        Place::new(self.0)
    }
}

/// Which slot a new handle lives in.
#[derive(Clone, Copy)]
pub(crate) struct Origin(Slot);

impl Origin {
    #[inline(always)]
    #[track_caller]
    pub(crate) const fn here() -> Self {
        Self(Slot::at(core::panic::Location::caller()))
    }

    #[inline(always)]
    pub(crate) const fn named(slot: &'static NamedSlot) -> Self {
        Self(Slot::named(slot))
    }
}

/// The shares before one was given up.
#[derive(Clone, Copy)]
pub(crate) struct Before(Shares);

impl Before {
    /// Whether a share was left, and the count was in its normal range.
    #[inline(always)]
    pub(crate) fn outlast_one(self) -> bool {
        self.0.outlast_one()
    }
}

pub(crate) struct Count(count::Count);

impl Count {
    pub(crate) const fn zero() -> Self {
        Self::untracked(0)
    }

    pub(crate) const fn untracked(shares: u32) -> Self {
        assert!(shares <= LIMIT, "a count cannot start above 2147483647");
        let word = Word(AtomicU64::new(Word::initial(0, shares)));
        Self(count::Count { word, id: AtomicU64::new(0) })
    }

    #[inline(always)]
    pub(crate) fn first(&self, handle: &mut Handle, class: &'static Class, caller: Caller) -> Result<(), Refused> {
        here(|pool| self.0.first(pool, &mut handle.0, Event { class, at: caller.0 }))
    }

    pub(crate) fn restart(&self, handle: &mut Handle, class: &'static Class, caller: Caller) -> Result<(), Refused> {
        here(|pool| self.0.restart(pool, &mut handle.0, Event { class, at: caller.0 }))
    }

    pub(crate) fn first_untracked(&self) {
        self.0.first_untracked();
    }

    #[inline(always)]
    pub(crate) fn get_usual(&self, handle: &mut Handle, class: &'static Class, caller: Caller) -> bool {
        here(|pool| self.0.get_usual(pool, &mut handle.0, Event { class, at: caller.0 }))
    }

    pub(crate) fn get(&self, handle: &mut Handle, class: &'static Class, caller: Caller) -> Result<(), Refused> {
        here(|pool| self.0.get(pool, &mut handle.0, Event { class, at: caller.0 }))
    }

    pub(crate) fn try_get(&self, handle: &mut Handle, class: &'static Class, caller: Caller) -> Result<bool, Refused> {
        here(|pool| self.0.try_get(pool, &mut handle.0, Event { class, at: caller.0 }))
    }

    #[inline(always)]
    pub(crate) fn put_usual(&self, handle: &Handle, caller: Caller) -> Option<Before> {
        here(|pool| self.0.put_usual(pool, handle.0.held, caller.0)).map(Before)
    }

    pub(crate) fn put(&self, handle: &Handle, caller: Caller, usual: Option<Before>) -> Result<bool, Refused> {
        here(|pool| self.0.put(pool, handle.0.held, caller.0, usual.map(|before| before.0)))
    }

    pub(crate) fn get_untracked(&self) -> Result<(), Refused> {
        self.0.get_untracked()
    }

    pub(crate) fn put_untracked(&self) -> Result<bool, Refused> {
        self.0.put_untracked()
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.shares().count()
    }

    /// The count and the number of listed references, read at once.
    pub(crate) fn shares(&self) -> (u32, u32) {
        let shares = self.0.shares();
        (shares.count(), shares.listed())
    }

    /// Whether the count overflowed, so that its object is never freed.
    pub(crate) fn is_saturated(&self) -> bool {
        self.0.shares().is_saturated()
    }

    pub(crate) fn id(&self) -> ObjectId {
        ObjectId(self.0.id(arena()))
    }

    pub(crate) fn set_labelled(&self) -> ObjectId {
        ObjectId(self.0.set_labelled(arena()))
    }

    pub(crate) fn is_labelled(&self) -> bool {
        self.0.is_labelled()
    }
}

/// `Copy`, so that it stays in registers; `MmRef` is not.
#[derive(Clone, Copy)]
pub(crate) struct Handle(handle::Handle);

impl Handle {
    #[inline(always)]
    pub(crate) const fn idle(origin: Origin) -> Self {
        Self(handle::Handle::idle(origin.0))
    }

    #[inline(always)]
    pub(crate) fn is_held(&self) -> bool {
        !self.0.held.is_idle()
    }

    #[inline(always)]
    pub(crate) fn take(&mut self) -> Self {
        Self(self.0.take())
    }

    #[inline(always)]
    pub(crate) fn fill_from(&mut self, from: &Self, caller: Caller) -> Result<(), Refused> {
        self.0.fill_from(&from.0, arena(), caller.0)
    }

    /// Names the slot after a field, unless it has that name already.
    pub(crate) fn rename(&mut self, field: &'static NamedSlot) {
        let (name, present) = (Owner::named(field), self.owner());
        if (name.structure(), name.name()) != (present.structure(), present.name()) {
            self.0.rename(Slot::named(field), arena());
        }
    }

    /// Whether the share is held and current.
    #[inline(always)]
    pub(crate) fn check(&self) -> Result<(), Refused> {
        self.0.held.check(arena()).map(|_| ())
    }

    pub(crate) fn into_bits(self) -> u64 {
        self.0.held.pack()
    }

    pub(crate) fn from_bits(bits: u64, origin: Origin) -> Self {
        Self(handle::Handle { held: NodeRef::from_foreign(bits), slot: origin.0 })
    }

    pub(crate) fn list(&mut self, address: usize, class: &'static Class, caller: Caller) -> Result<(), Refused> {
        let event = Event { class, at: caller.0 };
        here(|pool| count::list_foreign(pool, &mut self.0, ObjectId::foreign(address).0, event))
    }

    pub(crate) fn unlist(&self, address: usize, caller: Caller) -> Result<(), Refused> {
        here(|pool| count::unlist_foreign(pool, self.0.held, ObjectId::foreign(address).0, caller.0))
    }

    /// The slot that this handle lives in.
    pub(crate) fn owner(&self) -> Owner {
        owner(self.0.slot)
    }

    /// The share that it holds, or what is known of the one that it held.
    pub(crate) fn holder(&self) -> Option<Holder> {
        self.0.held.life(arena()).map(|life| holder((self.0.held, life)))
    }
}

pub(crate) struct Shared(handle::Shared);

impl Shared {
    #[inline]
    pub(crate) const fn holding(handle: Handle) -> Self {
        Self(handle::Shared { held: AtomicU64::new(handle.0.held.pack()), slot: handle.0.slot })
    }

    pub(crate) fn store(&self, from: &Handle, caller: Caller) -> Result<(), Refused> {
        self.0.store(&from.0, arena(), caller.0)
    }

    pub(crate) fn take(&self) -> Handle {
        Handle(self.0.take())
    }

    pub(crate) fn peek(&self) -> Handle {
        Handle(self.0.peek())
    }

    /// `&mut self`: nobody else can reach it.
    pub(crate) fn rename(&mut self, field: &'static NamedSlot) {
        let mut handle = self.peek();
        handle.rename(field);
        self.0.slot = handle.0.slot;
    }
}

/// A flag that one thread at a time uses, in a future that may change threads.
#[derive(Debug)]
pub(crate) struct Flag(AtomicBool);

impl Flag {
    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    #[inline(always)]
    pub(crate) fn set(&self, value: bool) {
        self.0.store(value, Ordering::Relaxed);
    }

    #[inline(always)]
    pub(crate) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// All held references of the process, or those of one object.
pub(crate) fn holders(of: Option<ObjectId>) -> Vec<Holder> {
    match of {
        Some(object) => arena().walk_object(object.0).map(holder).collect(),
        None => arena().walk().map(holder).collect(),
    }
}

/// All held references that were acquired in one of these scopes.
pub(crate) fn holders_in(scopes: &[u32]) -> Vec<Holder> {
    arena().walk().filter(|(_, life)| scopes.contains(&life.scope)).map(holder).collect()
}

/// The calling thread's number.
pub(crate) fn thread() -> Thread {
    Thread(here(|pool| pool.thread()))
}

fn owner(slot: Slot) -> Owner {
    match slot.pointee() {
        Pointee::Named(slot) => Owner::named(slot),
        Pointee::At(at) => Owner::anonymous(Place::new(at)),
    }
}

fn holder((held, life): (NodeRef, Life)) -> Holder {
    Holder {
        share: held.pack(),
        object: ObjectId(life.object),
        class: life.class,
        owner: owner(life.slot),
        acquired: Place::new(life.acquired),
        moved: life.moved.map(Place::new),
        given_up: life.given_up.map(Place::new),
        thread: Thread(life.thread),
        scope: NonZeroU32::new(life.scope).map(ScopeId),
    }
}
