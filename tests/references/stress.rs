//! Many threads hand references to each other while others look on: nothing is lost, and memory stays bounded.
//!
//! Bounded means: there is room for a few hundred nodes a thread. If nodes got lost, or piled up in one thread, then
//! some reference would soon not be listed; and at the end the list would not agree with the count.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{Users, books, in_child};
use mmref::{MM_REF, MmRef, RefCount, SharedRef, live, move_ref, set_capacity};

const TIME: Duration = Duration::from_secs(3);
const OBJECTS: usize = 8;
/// References that a worker keeps, and that wait in its mailbox.
const POCKET: usize = 16;
const MAILBOX: usize = 16;

/// A reference, and the object that it is held on.
type Parcel = (usize, MmRef<Users>);

struct World {
    objects: [RefCount<Users>; OBJECTS],
    /// One for each object, filled and emptied by whoever comes along.
    shelves: [SharedRef<Users>; OBJECTS],
    /// Held by whoever fills a shelf, since filling a filled one is a mistake.
    fillers: [AtomicBool; OBJECTS],
    mailboxes: Vec<SyncSender<Parcel>>,
    end: Instant,
    transfers: AtomicU64,
}

impl World {
    fn new(mailboxes: Vec<SyncSender<Parcel>>) -> Self {
        Self {
            objects: [const { RefCount::untracked(1) }; OBJECTS],
            shelves: [const { SharedRef::new() }; OBJECTS],
            fillers: [const { AtomicBool::new(false) }; OBJECTS],
            mailboxes,
            end: Instant::now() + TIME,
            transfers: AtomicU64::new(0),
        }
    }

    fn is_over(&self) -> bool {
        Instant::now() > self.end
    }

    fn get(&self, object: usize) -> Parcel {
        MM_REF!(reference);
        if object % 2 == 0 {
            self.objects[object].get(&mut reference);
        } else {
            assert!(self.objects[object].try_get(&mut reference));
        }
        (object, reference)
    }

    fn put(&self, (object, reference): Parcel) {
        assert!(!self.objects[object].put(reference), "the untracked share is still there");
    }

    fn exchange(&self, (object, reference): Parcel) {
        if self.fillers[object].swap(true, Relaxed) {
            return self.put((object, reference));
        }
        self.empty(object);
        self.shelves[object].store(reference);
        self.fillers[object].store(false, Relaxed);
        self.transfers.fetch_add(1, Relaxed);
    }

    fn empty(&self, object: usize) {
        let taken = self.shelves[object].take();
        // Idle if the shelf was empty: then moving it on would be a mistake.
        let raw = taken.into_raw();
        if !raw.is_null() {
            // SAFETY: the pointer comes from `into_raw` above and is used once.
            self.put((object, unsafe { MmRef::from_raw(raw) }));
        }
    }

    fn send(&self, to: usize, parcel: Parcel) {
        match self.mailboxes[to % self.mailboxes.len()].try_send(parcel) {
            Ok(()) => drop(self.transfers.fetch_add(1, Relaxed)),
            Err(TrySendError::Full(parcel) | TrySendError::Disconnected(parcel)) => self.put(parcel),
        }
    }
}

/// Marsaglia's xorshift: as good as it needs to be, and the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as usize % end
    }
}

/// Gives back its mailbox: others may still write to it.
fn work(world: &World, seed: u64, mailbox: Receiver<Parcel>) -> Receiver<Parcel> {
    let mut random = Random(seed);
    let mut pocket = Vec::new();
    while !world.is_over() {
        step(world, &mut random, &mut pocket);
        pocket.extend(mailbox.try_recv());
        while pocket.len() > POCKET {
            world.put(pocket.swap_remove(random.below(POCKET)));
        }
    }
    pocket.into_iter().for_each(|parcel| world.put(parcel));
    mailbox
}

fn step(world: &World, random: &mut Random, pocket: &mut Vec<Parcel>) {
    let object = random.below(OBJECTS);
    match (random.below(5), pocket.pop()) {
        (0, Some(parcel)) => world.put(parcel),
        (1, Some(parcel)) => world.exchange(parcel),
        (2, Some(parcel)) => world.send(random.below(usize::MAX), parcel),
        (3, Some(parcel)) => pocket.insert(0, moved(parcel)),
        (_, parcel) => pocket.extend(parcel.into_iter().chain([world.get(object)])),
    }
    if random.below(8) == 0 {
        world.empty(object);
    }
}

fn moved((object, from): Parcel) -> Parcel {
    MM_REF!(to);
    move_ref(from, &mut to);
    (object, to)
}

/// Looks at all that is held, again and again.
fn look(world: &World) {
    let numbers: Vec<_> = world.objects.iter().map(|object| object.refs().object()).collect();
    while !world.is_over() {
        let snapshot = live();
        assert_eq!(snapshot.unlisted(), 0, "there is room for every reference");
        assert!(snapshot.holders().iter().all(|holder| numbers.contains(&holder.object())));
        for object in &world.objects {
            let list = object.refs();
            assert_eq!(list.untracked(), Some(1), "only the share of the object itself");
            assert!(list.holders().iter().all(|holder| holder.object() == list.object()));
        }
    }
}

/// Lets a thread work for each mailbox, and two look on. What is in the mailboxes at the end is put.
fn let_them_work(world: &World, ends: Vec<Receiver<Parcel>>) {
    let mailboxes: Vec<_> = thread::scope(|scope| {
        (0..2).for_each(|_| drop(scope.spawn(|| look(world))));
        let workers = (1..).zip(ends).map(|(seed, mailbox)| scope.spawn(move || work(world, seed, mailbox)));
        let workers: Vec<_> = workers.collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker does not panic")).collect()
    });
    mailboxes.iter().flat_map(Receiver::try_iter).for_each(|parcel| world.put(parcel));
}

#[test]
fn references_go_from_thread_to_thread() {
    let child = in_child!(&[], || {
        let workers = 4 * thread::available_parallelism().map_or(2, usize::from);
        let held_at_most = workers * (POCKET + MAILBOX + 2) + OBJECTS;
        set_capacity((held_at_most + workers * 128).next_multiple_of(64) as u32);
        let (mailboxes, ends) = (0..workers).map(|_| sync_channel(MAILBOX)).unzip();
        let world = World::new(mailboxes);
        let_them_work(&world, ends);
        assert!(world.transfers.load(Relaxed) > 0);
        (0..OBJECTS).for_each(|object| world.empty(object));
        for object in world.objects {
            let books = books(&object);
            assert_eq!((books.count, books.listed, books.untracked), (1, 0, 1));
            assert!(object.put_untracked());
        }
        assert!(live().is_empty(), "{:?}", live());
    });
    assert_eq!(child.succeeded(), "");
}
