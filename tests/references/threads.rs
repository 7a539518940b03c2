//! Threads: references go from one to another, and a thread that ends hands its nodes back.
//!
//! How many nodes are in use is not to be seen; but where there is room for only so many, a node that was lost shows:
//! sooner or later a reference is not listed.

use std::cell::{Cell, RefCell};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use crate::common::{Users, held, immortal, in_child};
use mmref::{MmRef, RefCount, live, set_capacity};

/// What a thread may keep to itself, as the design has it.
const BATCH: u32 = 64;

fn put(count: &RefCount<Users>, reference: MmRef<Users>) {
    assert!(!count.put(reference));
}

fn on_thread<R: Send>(name: &str, work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work);
        thread.expect("a thread can be started").join().expect("it does not panic")
    })
}

/// How many references can be listed. All that there is room for, and one more, is got and put again on a thread that
/// hands all nodes back.
fn room(count: &RefCount<Users>, capacity: u32) -> u32 {
    on_thread("surveyor", || {
        let references: Vec<_> = (0..=capacity).map(|_| held(count)).collect();
        let listed = count.refs().listed();
        references.into_iter().for_each(|reference| put(count, reference));
        listed
    })
}

/// Runs `work` where there is room for so many batches, and checks that no node is lost.
fn in_little_room(batches: u32, work: impl FnOnce(&'static RefCount<Users>) + Send) {
    let capacity = batches * BATCH;
    set_capacity(capacity);
    let count = immortal();
    let before = room(count, capacity);
    on_thread("main-loop", || work(count));
    assert!(live().is_empty(), "{:?}", live());
    assert_eq!(room(count, capacity), before);
    assert!(before > capacity - BATCH);
}

fn check_listed(count: &RefCount<Users>) {
    assert_eq!(count.refs().untracked(), Some(1), "more than the share of the object itself");
}

#[test]
fn put_on_another_thread_than_the_get() {
    let child = in_child!(&[], || {
        let count = immortal();
        let reference = on_thread("getter", || held(count));
        assert_eq!(live().holders()[0].thread(), "getter");
        on_thread("putter", || put(count, reference));
        assert!(live().is_empty());
    });
    child.succeeded();
}

#[test]
fn thread_without_a_name_goes_by_a_number() {
    let child = in_child!(&[], || {
        let count = immortal();
        let references = [0, 1].map(|_| thread::scope(|scope| scope.spawn(|| held(count)).join().expect("no panic")));
        let mut names: Vec<_> = live().holders().iter().map(|holder| holder.thread()).collect();
        names.sort();
        assert_eq!(names, ["#1", "#2"]);
        references.into_iter().for_each(|reference| put(count, reference));
    });
    child.succeeded();
}

#[test]
fn violation_and_list_name_a_thread_alike() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], || {
        let count = immortal();
        let reference = thread::scope(|scope| {
            let twice = || {
                let mut reference = held(count);
                count.get(&mut reference);
                reference
            };
            scope.spawn(twice).join().expect("it does not panic")
        });
        put(count, reference);
    });
    let stderr = child.succeeded();
    assert_eq!(stderr.matches("thread #1").count(), 3, "acquired, get, and on the list: {stderr}");
}

#[test]
fn short_threads_hand_their_nodes_back() {
    let short = |count| {
        let reference = held(count);
        check_listed(count);
        put(count, reference);
    };
    let many = move |count| (0..2000).for_each(|_| on_thread("short", || short(count)));
    in_child!(&[], || in_little_room(4, many)).succeeded();
}

#[test]
fn short_threads_that_only_get() {
    let get = |count| {
        let reference = on_thread("getter", || held(count));
        check_listed(count);
        put(count, reference);
    };
    in_child!(&[], || in_little_room(8, |count| (0..500).for_each(|_| get(count)))).succeeded();
}

#[test]
fn short_threads_that_only_put() {
    let put = |count| {
        let reference = held(count);
        check_listed(count);
        on_thread("putter", || put(count, reference));
    };
    in_child!(&[], || in_little_room(8, |count| (0..500).for_each(|_| put(count)))).succeeded();
}

/// Gets and puts, and looks now and then whether there was room.
fn churn(count: &RefCount<Users>) {
    for round in 0..10_000 {
        let reference = held(count);
        if round % 100 == 0 {
            check_listed(count);
        }
        put(count, reference);
    }
}

/// Runs `work` on so many threads, and waits until all of them have ended, their thread-locals included: that takes
/// more than the end of a scope.
fn at_once(threads: u32, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(&work)).collect();
        threads.into_iter().for_each(|thread| thread.join().expect("it does not panic"));
    });
}

#[test]
fn many_threads_at_once_share_the_room() {
    const THREADS: u32 = 16;
    let rounds = |count| (0..5).for_each(|_| at_once(THREADS, || churn(count)));
    in_child!(&[], || in_little_room(2 * THREADS, rounds)).succeeded();
}

fn produce(count: &RefCount<Users>, to: SyncSender<MmRef<Users>>) {
    for _ in 0..20_000 {
        to.send(held(count)).expect("the consumer is there");
        check_listed(count);
    }
}

/// One only gets, the other only puts, and every node goes round by way of the arena.
#[test]
fn producer_and_consumer_stay_bounded() {
    let hand_over = |count: &'static RefCount<Users>| {
        let (to, from) = sync_channel(16);
        let consumer = thread::spawn(move || from.into_iter().for_each(|reference| put(count, reference)));
        on_thread("producer", || produce(count, to));
        consumer.join().expect("it does not panic");
    };
    in_child!(&[], || in_little_room(8, hand_over)).succeeded();
}

/// Gets and puts when its thread ends.
struct AtTheEnd(&'static RefCount<Users>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        let references = [(); 3].map(|()| held(self.0));
        assert_eq!(self.0.refs().listed(), 3);
        assert_eq!(live().holders()[0].thread(), "ending");
        references.into_iter().for_each(|reference| put(self.0, reference));
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

fn use_at_the_end(count: &'static RefCount<Users>) {
    AT_THE_END.with(|slot| *slot.borrow_mut() = Some(AtTheEnd(count)));
}

/// Many threads one after the other, in little room.
fn many_endings(thread: fn(&'static RefCount<Users>)) {
    in_little_room(8, |count| (0..500).for_each(|_| on_thread("ending", || thread(count))));
}

/// The destructor runs after mmref's own.
#[test]
fn thread_local_that_was_there_before_the_first_get() {
    let thread = |count| {
        use_at_the_end(count);
        put(count, held(count));
    };
    in_child!(&[], || many_endings(thread)).succeeded();
}

/// The destructor runs before mmref's own.
#[test]
fn thread_local_that_came_after_the_first_get() {
    let thread = |count| {
        put(count, held(count));
        use_at_the_end(count);
    };
    in_child!(&[], || many_endings(thread)).succeeded();
}

/// Before its end, the thread never used mmref.
#[test]
fn thread_local_whose_destructor_makes_the_first_get() {
    in_child!(&[], || many_endings(use_at_the_end)).succeeded();
}

thread_local! {
    static KEPT: Cell<Option<MmRef<Users>>> = const { Cell::new(None) };
}

/// A thread that ends with a reference in a thread-local leaks it, and says so.
#[test]
fn thread_ends_with_a_held_reference() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], || {
        let count = immortal();
        on_thread("ending", || KEPT.set(Some(held(count))));
        assert_eq!(count.refs().listed(), 1);
    });
    let stderr = child.succeeded();
    assert!(stderr.starts_with("mmref: reference dropped while it is held"), "{stderr}");
    assert!(stderr.contains("thread ending"), "{stderr}");
}
