//! Proved of get and put, down to the nodes: one put is the last; then nothing is listed and the list is empty;
//! a walk never finds more than is held; a reference that finds no node is counted all the same.

use std::sync::Arc;

use crate::tracked::Refused;
use crate::tracked::arena::Arena;
use crate::tracked::count::Count;
use crate::tracked::handle::Handle;
use crate::tracked::word::State;
use crate::world;
use crate::world::{THREE_THREADS, TWO_THREADS, Worker, check, event, idle, scope};

fn get(count: &Count, worker: &Worker, slot: usize) -> Handle {
    world::get(count, worker, slot).unwrap()
}

fn put(count: &Count, worker: &Worker, handle: &Handle) -> bool {
    world::put(count, worker, handle.held).unwrap()
}

fn assert_empty(count: &Count, arena: &Arena) {
    assert_eq!((count.shares().state(), count.shares().listed(), arena.unlisted()), (State::Zero, 0, 0));
    assert_eq!(arena.walk().count(), 0);
}

/// An object whose first share is held, and the worker that holds the share.
fn object(arena: &Arc<Arena>) -> (Arc<Count>, Worker, Handle) {
    let (count, worker) = (Arc::new(Count::new(0, 0)), Worker::new(arena, 1));
    let mut first = idle(1);
    count.first(worker.pool(), &mut first, event(1)).unwrap();
    (count, worker, first)
}

#[test]
fn try_get_meets_the_last_put() {
    check(TWO_THREADS, [(true, None), (false, Some(true)), (true, Some(false))], || {
        let arena = Arc::new(Arena::new());
        let (count, worker, first) = object(&arena);
        let other = world::spawn({
            let (count, arena) = (Arc::clone(&count), Arc::clone(&arena));
            move || {
                let worker = Worker::new(&arena, 2);
                let mut handle = idle(2);
                let got = count.try_get(worker.pool(), &mut handle, event(2)).unwrap();
                got.then(|| put(&count, &worker, &handle))
            }
        });
        let last = put(&count, &worker, &first);
        let other = other.join().unwrap();
        assert_empty(&count, &arena);
        (last, other)
    });
}

#[test]
fn three_threads_get_and_put() {
    check(THREE_THREADS, [1], || {
        let arena = Arc::new(Arena::new());
        let (count, worker, first) = object(&arena);
        let handles = [2, 3].map(|slot| (slot, get(&count, &worker, slot)));
        let others = handles.map(|(slot, handle)| {
            let (count, arena) = (Arc::clone(&count), Arc::clone(&arena));
            world::spawn(move || u32::from(put(&count, &Worker::new(&arena, slot as u32), &handle)))
        });
        let lasts = u32::from(put(&count, &worker, &first));
        let lasts = lasts + others.map(|other| other.join().unwrap()).iter().sum::<u32>();
        assert_empty(&count, &arena);
        lasts
    });
}

/// The list is read while another thread gets, puts and hands its nodes back: the first reference is always listed.
/// Each is listed with the scope that its thread was in, although that word of the node becomes a link afterwards.
#[test]
fn a_list_is_read_while_it_changes() {
    check(TWO_THREADS, [vec![1], vec![1, 2]], || {
        let arena = Arc::new(Arena::new());
        let (count, worker, first) = object(&arena);
        let other = world::spawn({
            let (count, arena) = (Arc::clone(&count), Arc::clone(&arena));
            move || {
                let worker = Worker::new(&arena, 2);
                let handle = get(&count, &worker, 2);
                assert!(!put(&count, &worker, &handle), "the first share is held");
            }
        });
        let list = arena.walk_object(count.id(&arena)).map(|(_, life)| {
            assert_eq!(life.scope, scope(life.thread as usize), "the scope of another thread, or a link");
            life.thread
        });
        let list: Vec<u32> = list.collect();
        other.join().unwrap();
        assert!(put(&count, &worker, &first));
        assert_empty(&count, &arena);
        list
    });
}

/// One thread acquires a reference, and another one puts it and gets the next one from that node.
#[test]
fn a_reference_goes_to_another_thread() {
    check(TWO_THREADS, [false], || {
        let arena = Arc::new(Arena::new());
        let (count, worker, first) = object(&arena);
        let copy = first.held;
        let other = world::spawn({
            let (count, arena) = (Arc::clone(&count), Arc::clone(&arena));
            move || {
                let worker = Worker::new(&arena, 2);
                let second = get(&count, &worker, 2);
                let last = put(&count, &worker, &first);
                (second, last)
            }
        });
        let third = get(&count, &worker, 3);
        let (second, last) = other.join().unwrap();
        assert_eq!(arena.walk_object(count.id(&arena)).count(), 2);
        assert_eq!(world::put(&count, &worker, copy), Err(Refused::Stale));
        assert!(!put(&count, &worker, &second));
        assert!(put(&count, &worker, &third));
        assert_empty(&count, &arena);
        last
    });
}

/// Two references compete for one node.
#[test]
fn a_reference_finds_no_node() {
    check(TWO_THREADS, [(1, 1)], || {
        let arena = Arc::new(Arena::new());
        arena.limit(2);
        let count = Arc::new(Count::new(0, 1));
        let get_one = |number| {
            let (count, arena) = (Arc::clone(&count), Arc::clone(&arena));
            move || {
                let worker = Worker::new(&arena, number as u32);
                let handle = get(&count, &worker, number);
                (worker, handle)
            }
        };
        let other = world::spawn(get_one(2));
        let (worker, handle) = get_one(1)();
        let (their_worker, their_handle) = other.join().unwrap();
        assert_eq!(count.shares().count(), 3);
        let found = (arena.walk().count(), arena.unlisted());
        assert!(!put(&count, &worker, &handle));
        assert!(!put(&count, &their_worker, &their_handle));
        assert!(count.put_untracked().unwrap());
        assert_empty(&count, &arena);
        found
    });
}
