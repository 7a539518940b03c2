//! Proved of the free lists: no two threads ever get the same node, whoever gets one sees all that was done to it
//! earlier, and none is lost, whatever batches are traded and whichever thread ends.

use std::rc::Rc;
use std::sync::Arc;

use loom::cell::UnsafeCell;
use loom::thread::JoinHandle;

use crate::tracked::arena::{Arena, MAX_NODES, NONE};
use crate::tracked::local::Free;
use crate::world;
use crate::world::{THREE_THREADS, TWO_THREADS, Worker, check};

/// An arena, and for each node, whether somebody has it. loom reports unordered accesses to that.
struct Nodes {
    arena: Arc<Arena>,
    taken: [UnsafeCell<bool>; MAX_NODES as usize],
}

impl Nodes {
    fn new() -> Rc<Self> {
        let taken = core::array::from_fn(|_| UnsafeCell::new(false));
        Rc::new(Self { arena: Arc::new(Arena::new()), taken })
    }

    fn mark(&self, index: u32, taken: bool) {
        // SAFETY: loom keeps the pointer valid, and fails the model if anyone else uses it in this time.
        let before = self.taken[index as usize].with_mut(|mark| unsafe { core::mem::replace(&mut *mark, taken) });
        assert_ne!(before, taken, "node {index} has two owners");
    }

    /// Marks all nodes of a batch.
    fn mark_batch(&self, first: u32, taken: bool) -> u32 {
        let mut index = first;
        while index != NONE {
            self.mark(index, taken);
            index = self.arena.next(index);
        }
        first
    }

    fn take(&self) -> Option<u32> {
        self.arena.take().map(|first| self.mark_batch(first, true))
    }

    fn give(&self, first: u32) {
        self.arena.give(self.mark_batch(first, false));
    }

    /// A node, as a get would take it.
    fn pop(&self, worker: &Worker) -> Option<Free> {
        let pool = worker.pool();
        let free = pool.top().map(|top| {
            pool.pop(&top);
            top.free
        });
        free.inspect(|free| self.mark(free.last.index(), true))
    }

    fn pop_or_take(&self, worker: &Worker) -> Option<Free> {
        self.pop(worker).or_else(|| worker.pool().replenished(|| self.pop(worker)))
    }

    /// Gives a node back, as a put would.
    fn push(&self, worker: &Worker, free: Free) {
        self.mark(free.last.index(), false);
        let pool = worker.pool();
        let push = || pool.room().map(|room| pool.push(room, free));
        push().or_else(|| pool.replenished(push)).expect("there is room in a stack that gave a batch away");
    }

    /// Checks, when all threads have ended, that every node is free and occurs once.
    fn assert_nothing_lost(self: &Rc<Self>) {
        let worker = Worker::new(&self.arena, 9);
        let free: Vec<Free> = core::iter::from_fn(|| self.pop_or_take(&worker)).collect();
        assert_eq!(free.len() as u32, MAX_NODES - 1, "all but the first index");
        free.into_iter().for_each(|free| self.push(&worker, free));
    }
}

fn spawn<T: 'static>(nodes: &Rc<Nodes>, work: impl FnOnce(Rc<Nodes>) -> T + 'static) -> JoinHandle<T> {
    let nodes = Rc::clone(nodes);
    world::spawn(move || work(nodes))
}

/// While a thread takes the topmost batch, another one takes that and the next one, and gives the first back.
#[test]
fn a_batch_goes_away_and_comes_back() {
    check(TWO_THREADS, [()], || {
        let nodes = Nodes::new();
        let [first, second] = [nodes.take().unwrap(), nodes.take().unwrap()];
        nodes.give(second);
        nodes.give(first);
        let other = spawn(&nodes, |nodes| {
            let (first, second) = (nodes.take(), nodes.take());
            nodes.give(first.unwrap());
            second
        });
        let mine = [nodes.take(), nodes.take()];
        let others = other.join().unwrap();
        mine.into_iter().chain([others]).flatten().for_each(|batch| nodes.give(batch));
        nodes.assert_nothing_lost();
    });
}

#[test]
fn two_threads_cut_off_the_first_batch() {
    check(TWO_THREADS, [[1, 2], [2, 1]], || {
        let nodes = Nodes::new();
        let other = spawn(&nodes, |nodes| {
            let batch = nodes.take().unwrap();
            nodes.give(batch);
            batch
        });
        let mine = nodes.take().unwrap();
        let other = other.join().unwrap();
        nodes.give(mine);
        nodes.assert_nothing_lost();
        [mine, if other == mine { 3 - mine } else { other }]
    });
}

#[test]
fn three_threads_trade() {
    check(THREE_THREADS, [()], || {
        let nodes = Nodes::new();
        nodes.arena.limit(4);
        let trade = |nodes: Rc<Nodes>| nodes.take().into_iter().for_each(|batch| nodes.give(batch));
        let others = [spawn(&nodes, trade), spawn(&nodes, trade)];
        trade(Rc::clone(&nodes));
        others.into_iter().for_each(|other| other.join().unwrap());
        nodes.arena.limit(MAX_NODES);
        nodes.assert_nothing_lost();
    });
}

/// One thread only takes nodes and another only gives them back.
#[test]
fn a_thread_ends() {
    check(TWO_THREADS, [()], || {
        let nodes = Nodes::new();
        let worker = Worker::new(&nodes.arena, 1);
        let taken: Vec<Free> = core::iter::from_fn(|| nodes.pop_or_take(&worker)).take(5).collect();
        let other = spawn(&nodes, move |nodes| {
            let other = Worker::new(&nodes.arena, 2);
            taken.into_iter().for_each(|free| nodes.push(&other, free));
        });
        let mine = nodes.pop_or_take(&worker);
        other.join().unwrap();
        mine.into_iter().for_each(|free| nodes.push(&worker, free));
        drop(worker);
        nodes.assert_nothing_lost();
    });
}

/// A thread-local is dropped after the free list, and then gets and puts.
#[test]
fn a_thread_goes_on_after_its_end() {
    check(TWO_THREADS, [()], || {
        let nodes = Nodes::new();
        let worker = Worker::new(&nodes.arena, 1);
        let full: Vec<Free> = core::iter::from_fn(|| nodes.pop_or_take(&worker)).take(4).collect();
        full.into_iter().for_each(|free| nodes.push(&worker, free));
        let other = spawn(&nodes, |nodes| {
            let ended = Worker::ended(&nodes.arena, 2);
            let free = nodes.pop_or_take(&ended).unwrap();
            nodes.push(&ended, free);
        });
        drop(worker);
        other.join().unwrap();
        nodes.assert_nothing_lost();
    });
}

/// A thread without nodes of its own puts a node.
#[test]
fn a_put_is_all_that_a_thread_does() {
    check(TWO_THREADS, [()], || {
        let nodes = Nodes::new();
        let worker = Worker::new(&nodes.arena, 1);
        let mut taken: Vec<Free> = core::iter::from_fn(|| nodes.pop_or_take(&worker)).take(5).collect();
        let last = taken.pop().unwrap();
        taken.into_iter().for_each(|free| nodes.push(&worker, free));
        drop(worker);
        nodes.push(&Worker::ended(&nodes.arena, 2), last);
        nodes.assert_nothing_lost();
    });
}
