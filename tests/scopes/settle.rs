//! `Scope::settle`: waits for what other threads give up, and not longer.

use std::sync::Barrier;
use std::time::Duration;

use crate::common::{Users, immortal};
use mmref::{MM_REF, MmRef, RefCount, Scope, thread};

const LONG: Duration = Duration::from_secs(600);

fn held(count: &RefCount<Users>) -> MmRef<Users> {
    MM_REF!(reference);
    count.get(&mut reference);
    reference
}

#[test]
fn nothing_to_wait_for() {
    assert!(Scope::new("a").settle(Duration::ZERO));
    assert!(Scope::new("a").settle(Duration::MAX));
    assert!(Scope::current().settle(Duration::ZERO), "outside");
}

#[test]
fn a_thread_gives_it_up_meanwhile() {
    let (count, scope, waiting) = (immortal(), Scope::new("a"), Barrier::new(2));
    scope.run(|| {
        thread::scope(|threads| {
            let reference = held(count);
            threads.spawn(|| {
                waiting.wait();
                assert!(!count.put(reference));
            });
            waiting.wait();
            assert!(scope.settle(LONG));
        });
    });
    scope.finish();
}

#[test]
fn threads_give_up_one_after_the_other() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let references: Vec<_> = scope.run(|| (0..200).map(|_| held(count)).collect());
    std::thread::scope(|threads| {
        threads.spawn(|| {
            references.into_iter().for_each(|reference| {
                std::thread::yield_now();
                assert!(!count.put(reference));
            })
        });
        assert!(scope.settle(LONG));
    });
    scope.finish();
}

#[test]
fn the_limit_is_reached() {
    let (count, scope) = (immortal(), Scope::new("a"));
    let reference = scope.run(|| held(count));
    for limit in [Duration::ZERO, Duration::from_millis(3)] {
        assert!(!scope.settle(limit));
    }
    assert!(!count.put(reference));
    assert!(scope.settle(Duration::ZERO));
}

#[test]
fn what_is_allowed_stays() {
    let (count, scope) = (immortal(), Scope::new("a"));
    scope.allow::<Users>("reference", 1);
    assert!(!scope.settle(Duration::ZERO), "it is not there yet");
    let reference = scope.run(|| held(count));
    assert!(scope.settle(Duration::ZERO));
    assert!(!count.put(reference));
}
