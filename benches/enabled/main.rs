//! What tracking costs, compared with the same work without mmref in the same run.
//!
//! `cargo bench --bench enabled` measures; `cargo bench --bench enabled -- --quick` only shows that it runs.

#![allow(missing_docs, reason = "the classes and objects of a benchmark")]

mod paired;

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering, fence};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref};
use paired::{Effort, Pair, median, pair, time};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Object {
    #[ref_count]
    users: RefCount<Users>,
}

impl Object {
    fn new(first: &mut MmRef<Users>) -> Self {
        Self { users: RefCount::new(first) }
    }
}

#[acquires_ref(Users)]
#[inline(never)]
fn acquire(object: &Object) -> Option<&Object> {
    mmref::get(object, mm_ref);
    Some(object)
}

#[releases_ref(Users)]
#[inline(never)]
fn release(object: &Object) -> bool {
    mmref::put(object, mm_ref)
}

/// The same object and the same pair without mmref.
struct Plain {
    users: AtomicUsize,
}

#[inline(never)]
fn plain_acquire(object: &Plain) -> Option<&Plain> {
    if object.users.fetch_add(1, Ordering::Relaxed) > isize::MAX as usize {
        std::process::abort();
    }
    Some(object)
}

#[inline(never)]
fn plain_release(object: &Plain) -> bool {
    let last = object.users.fetch_sub(1, Ordering::Release) == 1;
    if last {
        fence(Ordering::Acquire);
    }
    last
}

fn get_and_put(object: &Object) {
    MM_REF!(mm_ref: Users);
    mmref::get(object, &mut mm_ref);
    black_box(mmref::put(object, mm_ref));
}

fn get_move_and_put(object: &Object) {
    MM_REF!(mm_ref: Users);
    MM_REF!(owner: Users);
    mmref::get(object, &mut mm_ref);
    mmref::move_ref(mm_ref, &mut owner);
    black_box(mmref::put(object, owner));
}

fn clone_and_drop(object: &Arc<u64>) {
    drop(black_box(Arc::clone(object)));
}

/// Two threads do the work at the same time; the time is that of the slower one.
fn in_two_threads(iterations: u64, work: impl Fn() + Sync) -> Duration {
    let barrier = Barrier::new(2);
    let run = || {
        barrier.wait();
        let start = Instant::now();
        (0..iterations).for_each(|_| work());
        start.elapsed()
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(run);
        run().max(other.join().expect("the work does not panic"))
    })
}

fn show(what: &str, against: &str, budget: &str, pair: &Pair) {
    let Pair { ours, theirs, ratio } = pair;
    println!("{what:<34} {ours:>7.2} ns   {against:<28} {theirs:>7.2} ns   ratio {ratio:.2}   (budget {budget})");
}

fn alone(effort: Effort, object: &Object, arc: &Arc<u64>) {
    let pair =
        pair(effort, |n| time(n, || get_and_put(black_box(object))), |n| time(n, || clone_and_drop(black_box(arc))));
    show("MM_REF! + get + put", "Arc clone + drop", "1.25", &pair);
}

fn annotated(effort: Effort, object: &Object) {
    let plain = Plain { users: AtomicUsize::new(1) };
    let ours = |n| {
        time(n, || {
            MM_REF!(mm_ref: Users);
            if let Some(object) = acquire(black_box(object), &mut mm_ref) {
                black_box(release(object, mm_ref));
            }
        })
    };
    let theirs = |n| {
        time(n, || {
            if let Some(object) = plain_acquire(black_box(&plain)) {
                black_box(plain_release(object));
            }
        })
    };
    show("annotated acquire + release", "the same pair without mmref", "1.40", &pair(effort, ours, theirs));
}

fn contended(effort: Effort, object: &Object, arc: &Arc<u64>) {
    let effort = Effort { iterations: effort.iterations / 4, ..effort };
    let ours = |n| in_two_threads(n, || get_and_put(black_box(object)));
    let theirs = |n| in_two_threads(n, || clone_and_drop(black_box(arc)));
    show("two threads on one object", "Arc clone + drop, likewise", "1.40", &pair(effort, ours, theirs));
}

fn moved(effort: Effort, object: &Object) {
    let ours = |n| time(n, || get_move_and_put(black_box(object)));
    let theirs = |n| time(n, || get_and_put(black_box(object)));
    let pair = pair(effort, ours, theirs);
    println!("{:<34} {:>7.2} ns on top   (budget 2.00 ns)", "move_ref", pair.ours - pair.theirs);
}

/// One object held a million times, searched for the references of another one.
fn walk(effort: Effort, object: &Object) {
    const LIVE: usize = 1_000_000;
    let mut held: Vec<MmRef<Users>> = (0..LIVE).map(|_| MmRef::new()).collect();
    held.iter_mut().for_each(|mm_ref| mmref::get(object, mm_ref));
    MM_REF!(first: Users);
    let other = Object::new(&mut first);
    let milliseconds = median((0..effort.rounds).map(|_| {
        let start = Instant::now();
        assert_eq!(black_box(other.users.refs()).holders().len(), 1);
        start.elapsed().as_secs_f64() * 1e3
    }));
    println!("{:<34} {milliseconds:>7.2} ms   (budget 10 ms)", "walking 1,000,000 live references");
    assert!(mmref::put(&other, first));
    held.into_iter().for_each(|mm_ref| assert!(!mmref::put(object, mm_ref)));
}

fn main() {
    let effort = Effort::from_args();
    MM_REF!(first: Users);
    let (object, arc) = (Object::new(&mut first), Arc::new(0));
    alone(effort, &object, &arc);
    annotated(effort, &object);
    contended(effort, &object, &arc);
    moved(effort, &object);
    walk(effort, &object);
    assert!(mmref::put(&object, first));
}
