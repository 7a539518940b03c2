//! Proved of shared slots: one of two stores is refused, and its reference stays where it was; one of two takes gets
//! the reference; whoever takes it sees what was done before it was stored.

use std::rc::Rc;
use std::sync::Arc;

use loom::cell::UnsafeCell;
use loom::thread::JoinHandle;

use crate::tracked::Refused;
use crate::tracked::arena::Arena;
use crate::tracked::count::Count;
use crate::tracked::handle::{Handle, Shared};
use crate::world;
use crate::world::{THREE_THREADS, TWO_THREADS, Worker, at, check, idle, slot, which_place, which_slot};

struct Scene {
    arena: Arc<Arena>,
    count: Count,
    shared: Shared,
    contents: UnsafeCell<u32>,
}

/// The shared slot.
const SHARED: usize = 4;

impl Scene {
    fn new() -> Rc<Self> {
        let (count, shared, contents) = (Count::new(0, 1), Shared::new(slot(SHARED)), UnsafeCell::new(0));
        Rc::new(Self { arena: Arc::new(Arena::new()), count, shared, contents })
    }

    fn worker(&self, number: u32) -> Worker {
        Worker::new(&self.arena, number)
    }

    fn get(&self, worker: &Worker, slot: usize) -> Handle {
        world::get(&self.count, worker, slot).unwrap()
    }

    fn put(&self, worker: &Worker, handle: &Handle) -> Result<bool, Refused> {
        world::put(&self.count, worker, handle.held)
    }

    /// Each listed reference: its slot now, and the place of its move.
    fn list(&self) -> Vec<(usize, Option<usize>)> {
        let mut list: Vec<_> =
            self.arena.walk().map(|(_, life)| (which_slot(life.slot), life.moved.map(which_place))).collect();
        list.sort_unstable();
        list
    }

    fn write(&self) {
        // SAFETY: loom keeps the pointer valid, and fails the model if anyone else uses it meanwhile.
        self.contents.with_mut(|contents| unsafe { *contents += 1 });
    }
}

fn spawn<T: 'static>(scene: &Rc<Scene>, work: impl FnOnce(Rc<Scene>) -> T + 'static) -> JoinHandle<T> {
    let scene = Rc::clone(scene);
    world::spawn(move || work(scene))
}

/// Both references have been moved before.
#[test]
fn two_threads_store() {
    let refused = Err(Refused::AlreadyHeld);
    check(TWO_THREADS, [(Ok(()), refused), (refused, Ok(()))], || {
        let scene = Scene::new();
        let worker = scene.worker(0);
        let [mut mine, mut theirs] = [idle(1), idle(2)];
        mine.fill_from(&scene.get(&worker, 0), &scene.arena, at(1)).unwrap();
        theirs.fill_from(&scene.get(&worker, 0), &scene.arena, at(2)).unwrap();
        let other = spawn(&scene, move |scene| scene.shared.store(&theirs, &scene.arena, at(3)));
        let stored = scene.shared.store(&mine, &scene.arena, at(3));
        let theirs = other.join().unwrap();
        let left = if stored.is_ok() { (2, Some(2)) } else { (1, Some(1)) };
        assert_eq!(scene.list(), [left, (SHARED, Some(3))]);
        assert_eq!(scene.put(&worker, &scene.shared.take()), Ok(false));
        assert_eq!(scene.list(), [left]);
        (stored, theirs)
    });
}

#[test]
fn two_threads_take() {
    check(THREE_THREADS, [1], || {
        let scene = Scene::new();
        let worker = scene.worker(0);
        let stored = scene.get(&worker, 1);
        scene.write();
        let store = spawn(&scene, move |scene| scene.shared.store(&stored, &scene.arena, at(3)).unwrap());
        let take = |scene: Rc<Scene>| {
            let taken = scene.shared.take();
            match scene.put(&scene.worker(1), &taken) {
                Ok(last) => {
                    assert!(!last, "there is an untracked share");
                    1
                }
                Err(refused) => {
                    assert_eq!(refused, Refused::NotHeld);
                    0
                }
            }
        };
        let other = spawn(&scene, take);
        let taken = take(Rc::clone(&scene)) + other.join().unwrap();
        store.join().unwrap();
        let taken = taken + take(Rc::clone(&scene));
        assert_eq!((scene.count.shares().count(), scene.list().len()), (1, 0));
        taken
    });
}

/// The reference is put right after the take, and its node is used again, while the store is still returning.
#[test]
fn a_store_meets_a_take() {
    check(TWO_THREADS, [true, false], || {
        let scene = Scene::new();
        let other = spawn(&scene, |scene| {
            let worker = scene.worker(1);
            let stored = scene.get(&worker, 1);
            scene.write();
            scene.shared.store(&stored, &scene.arena, at(3)).unwrap();
        });
        let worker = scene.worker(2);
        let mut taken = scene.shared.take();
        let found = !taken.held.is_idle();
        if found {
            scene.write();
            assert_eq!(scene.put(&worker, &taken.take()), Ok(false));
            taken = scene.get(&worker, 2);
            assert_eq!(scene.list(), [(2, None)]);
        }
        other.join().unwrap();
        let left = if found { taken } else { scene.shared.take() };
        assert_eq!(scene.put(&worker, &left), Ok(false));
        assert_eq!((scene.count.shares().count(), scene.list().len()), (1, 0));
        found
    });
}
