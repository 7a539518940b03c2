//! Futures in a scope: each poll is, whichever thread it happens on.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use crate::common::{Users, held, immortal};
use mmref::scope::ScopeId;
use mmref::{InScope, MmRef, RefCount, Scope};
use tokio::task::{block_in_place, yield_now};

fn current() -> Option<ScopeId> {
    Scope::current().id()
}

/// Is ready when it is polled a second time.
fn one_pause() -> impl Future<Output = ()> {
    let mut polled = false;
    poll_fn(move |_| if std::mem::replace(&mut polled, true) { Poll::Ready(()) } else { Poll::Pending })
}

#[test]
fn each_poll_is_in_the_scope_and_nothing_between() {
    let scope = Scope::new("a");
    let future = async {
        let first = current();
        one_pause().await;
        (first, current())
    };
    let mut future = pin!(future.in_scope(&scope));
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(future.as_mut().poll(&mut context), Poll::Pending);
    assert_eq!(current(), None);
    let second = thread::scope(|threads| {
        threads.spawn(|| (future.as_mut().poll(&mut Context::from_waker(Waker::noop())), current())).join().unwrap()
    });
    assert_eq!(second, (Poll::Ready((scope.id(), scope.id())), None));
}

#[test]
fn the_current_scope_is_that_of_the_making() {
    let scope = Scope::new("a");
    let mut future = pin!(scope.run(|| async { current() }.in_current_scope()));
    assert_eq!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(scope.id()));
}

#[test]
fn it_is_what_the_future_is_to_threads() {
    fn goes_to_another_thread<T: Send + 'static>(_: &T) {}
    let scope = Scope::new("a");
    goes_to_another_thread(&std::future::ready(1).in_scope(&scope));
    let mut unpinned = std::future::ready(1).in_scope(&scope);
    assert_eq!(std::pin::Pin::new(&mut unpinned).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(1));
}

/// Goes on until another worker has the task: `block_in_place` gives the worker's part to another thread.
async fn migrate() {
    let here = thread::current().id();
    while thread::current().id() == here {
        block_in_place(|| ());
        yield_now().await;
    }
}

async fn acquire_on_two_workers(count: &'static RefCount<Users>, scope: Option<ScopeId>) -> [MmRef<Users>; 2] {
    let first = held(count);
    migrate().await;
    assert_eq!(current(), scope);
    [first, held(count)]
}

#[mmref::test]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_go_from_worker_to_worker() {
    const TASKS: usize = 8;
    let (count, test) = (immortal(), Scope::current());
    let other = Scope::new("other");
    let spawn = |scope: &Scope| tokio::spawn(acquire_on_two_workers(count, scope.id()).in_scope(scope));
    let tasks: Vec<_> = (0..TASKS).map(|number| spawn(if number % 2 == 0 { &test } else { &other })).collect();
    let mut references = Vec::new();
    for task in tasks {
        references.extend(task.await.unwrap());
    }
    assert_eq!((test.leaks().len(), other.leaks().len()), (TASKS, TASKS));
    references.into_iter().for_each(|reference| assert!(!count.put(reference)));
    assert!(other.check().is_ok());
}

#[mmref::test]
#[tokio::test]
async fn other_tasks_go_on_while_a_future_waits() {
    let count = immortal();
    let reference = held(count);
    let task = tokio::spawn(async move {
        for _ in 0..10 {
            yield_now().await;
        }
        assert!(!count.put(reference));
    });
    assert!(Scope::current().settled(Duration::from_secs(60)).await);
    task.await.unwrap();
    assert!(Scope::current().settled(Duration::MAX).await);
}

#[mmref::test]
#[tokio::test]
async fn a_future_does_not_wait_for_ever() {
    let count = immortal();
    let reference = held(count);
    assert!(!Scope::current().settled(Duration::ZERO).await);
    assert!(!Scope::current().settled(Duration::from_micros(50)).await);
    assert!(!count.put(reference));
}
