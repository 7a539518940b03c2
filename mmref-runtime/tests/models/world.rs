//! What a model runs in: an arena, workers with nodes of their own, and values that tell references apart.

use core::fmt::Debug;
use core::panic::Location;
use std::sync::{Arc, Mutex};

use loom::thread::JoinHandle;

use crate::class::Class;
use crate::owner::NamedSlot;
use crate::tracked::Refused;
use crate::tracked::arena::{Arena, Pool};
use crate::tracked::count::{Count, Event};
use crate::tracked::handle::{Handle, NodeRef};
use crate::tracked::local::Local;
use crate::tracked::node::{At, Entry, Life, Node};
use crate::tracked::slot::{Pointee, Slot};
use crate::tracked::sync::{AtomicU32, Ordering, chunks_in_use};

/// Interruptions of one thread by another: enough for two threads, and as many as three threads can afford.
pub(crate) const TWO_THREADS: usize = 5;
pub(crate) const THREE_THREADS: usize = 3;

/// Runs a model in every order with at most this many interruptions. Its outcomes are exactly these.
pub(crate) fn check<T, const N: usize>(
    interruptions: usize,
    expected: [T; N],
    model: impl Fn() -> T + Send + Sync + 'static,
) where
    T: PartialEq + Debug + Send + Sync + 'static,
{
    let seen = Arc::new(Mutex::new([false; N]));
    let expected = Arc::new(expected);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(interruptions);
    builder.check({
        let (seen, expected) = (Arc::clone(&seen), Arc::clone(&expected));
        move || {
            let outcome = model();
            assert_eq!(chunks_in_use(), 0, "a chunk that lost a race, or the arena, was not given back");
            let known = expected.iter().position(|expected| *expected == outcome);
            let known = known.unwrap_or_else(|| panic!("{outcome:?} is none of {expected:?}"));
            seen.lock().unwrap()[known] = true;
        }
    });
    for (outcome, seen) in expected.iter().zip(*seen.lock().unwrap()) {
        assert!(seen, "{outcome:?} never came out");
    }
}

/// A thread that is as likely to run first as the one that starts it.
///
/// For loom, two accesses race if no load of the same atomic precedes the later one on its own thread. So a thread that
/// always reads before it writes would only ever run last. Both threads write to this value without reading it.
pub(crate) fn spawn<T: 'static>(work: impl FnOnce() -> T + 'static) -> JoinHandle<T> {
    let race = Arc::new(AtomicU32::new(0));
    let thread = loom::thread::spawn({
        let race = Arc::clone(&race);
        move || {
            race.fetch_add(1, Ordering::Relaxed);
            work()
        }
    });
    race.fetch_add(1, Ordering::Relaxed);
    thread
}

/// A thread's nodes. Dropping it is the end of the thread.
pub(crate) struct Worker {
    arena: Arc<Arena>,
    local: Local,
}

impl Worker {
    pub(crate) fn new(arena: &Arc<Arena>, number: u32) -> Self {
        let local = Local::new();
        local.open(number);
        local.enter(scope(number as usize));
        Self { arena: Arc::clone(arena), local }
    }

    /// A thread whose first get or put comes after its thread-locals are gone.
    pub(crate) fn ended(arena: &Arc<Arena>, number: u32) -> Self {
        let worker = Self::new(arena, number);
        worker.local.close(&worker.arena);
        worker
    }

    pub(crate) fn pool(&self) -> Pool<'_> {
        Pool { arena: &self.arena, local: &self.local }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.local.close(&self.arena);
        }
    }
}

#[track_caller]
const fn here() -> At {
    Location::caller()
}

static CLASSES: [Class; 5] = [Class("a"), Class("b"), Class("c"), Class("d"), Class("e")];
static SLOTS: [NamedSlot; 5] = [NamedSlot("a"), NamedSlot("b"), NamedSlot("c"), NamedSlot("d"), NamedSlot("e")];
static PLACES: [At; 5] = [
    here(), // one a line: places differ
    here(),
    here(),
    here(),
    here(),
];

/// One of several sets of object, class, slot and places, which are never mixed.
pub(crate) fn object(which: usize) -> u64 {
    100 + which as u64
}

pub(crate) fn slot(which: usize) -> Slot {
    Slot::named(&SLOTS[which])
}

pub(crate) fn at(which: usize) -> At {
    PLACES[which]
}

/// The scope of a thread, and so of the references that it acquires.
pub(crate) fn scope(which: usize) -> u32 {
    200 + which as u32
}

pub(crate) fn event(which: usize) -> Event {
    Event { class: &CLASSES[which], at: at(which) }
}

pub(crate) fn idle(which: usize) -> Handle {
    Handle::idle(slot(which))
}

/// Marks the reference `which` as held, in this generation of the node.
pub(crate) fn fill(node: &Node, which: usize, generation: u32) {
    let Event { class, at: acquired } = event(which);
    let (thread, scope) = (which as u32, scope(which));
    let entry = Entry { object: object(which), class, slot: slot(which), acquired, thread, scope };
    node.fill(generation, &entry);
}

/// Marks it as given up, at the place `given_up` and by the thread that acquired it.
pub(crate) fn vacate(node: &Node, which: usize, generation: u32, given_up: usize) {
    node.vacate(generation, at(given_up), which as u32);
}

/// Which slot it is.
pub(crate) fn which_slot(slot: Slot) -> usize {
    let Pointee::Named(named) = slot.pointee() else { panic!("no slot of a model goes by its place") };
    SLOTS.iter().position(|slot| core::ptr::eq(slot, named)).expect("it is one of these")
}

/// Which place it is.
pub(crate) fn which_place(place: At) -> usize {
    PLACES.iter().position(|at| core::ptr::eq(*at, place)).expect("it is one of these")
}

/// The reference that was read, if all that was read is of one reference. Its slot may have changed since the get,
/// and after its put it has no scope.
pub(crate) fn which_if_whole(life: &Life) -> usize {
    let which = which_place(life.acquired);
    assert_eq!(life.object, object(which), "the object of another reference");
    assert!(core::ptr::eq(life.class, &CLASSES[which]), "the class of another reference");
    assert_eq!(life.thread, which as u32, "the thread of another reference");
    assert!(life.scope == scope(which) || life.scope == 0, "the scope of another reference");
    which
}

/// A get, on the fast path or the other, as `surface` does it.
pub(crate) fn get(count: &Count, worker: &Worker, which: usize) -> Result<Handle, Refused> {
    let mut handle = idle(which);
    if !count.get_usual(worker.pool(), &mut handle, event(which)) {
        count.get(worker.pool(), &mut handle, event(which))?;
    }
    Ok(handle)
}

/// A put, on the fast path or the other, as `surface` does it.
pub(crate) fn put(count: &Count, worker: &Worker, held: NodeRef) -> Result<bool, Refused> {
    match count.put_usual(worker.pool(), held, at(0)) {
        Some(before) if before.outlast_one() => Ok(false),
        usual => count.put(worker.pool(), held, at(0), usual),
    }
}
