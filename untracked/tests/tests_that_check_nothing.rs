//! With tracking off, a test fails unless it is allowed to run untracked. Scopes, threads and futures behave as
//! without mmref.

use std::panic::catch_unwind;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use mmref::scope::Scoped;
use mmref::{InScope, MM_REF, RefClass, RefCount, Scope, thread};

#[derive(RefClass)]
struct Users;

static USERS: RefCount<Users> = RefCount::untracked(1);

fn leak() {
    MM_REF!(leaked);
    USERS.get(&mut leaked);
}

#[mmref::test(inner = allow(dead_code))]
fn demands_tracking() {
    unreachable!("it does not run");
}

#[mmref::test(inner = allow(dead_code))]
#[should_panic]
fn demands_tracking_and_a_panic() {
    unreachable!("it does not run");
}

#[mmref::test(untracked = "allow")]
fn may_check_nothing() -> Result<(), String> {
    leak();
    Ok(())
}

#[mmref::test(untracked = "allow")]
#[should_panic(expected = "as it should")]
fn may_check_nothing_and_panics() {
    panic!("as it should");
}

#[test]
fn a_test_that_would_check_nothing_fails() {
    let panic = catch_unwind(demands_tracking).expect_err("it fails");
    let reason = panic.downcast_ref::<String>().expect("a panic has a text");
    for part in [
        "the test tests_that_check_nothing::demands_tracking would check nothing",
        "because tracking is compiled off",
        "features = [\"track\"]",
        "`[dev-dependencies]`",
        "`#[mmref::test(untracked = \"allow\")]`",
    ] {
        assert!(reason.contains(part), "no {part} in\n{reason}");
    }
}

/// It returns, and so fails if a panic is expected.
#[test]
fn a_test_that_should_panic_does_not() {
    demands_tracking_and_a_panic();
}

#[test]
fn a_scope_is_nothing() {
    assert_eq!(size_of::<Scope>(), 0);
    let scope = Scope::new("nothing");
    scope.allow::<Users>("nobody", 3);
    assert_eq!(scope.run(|| Scope::outside(|| 1)) + mmref::scope(|| 2), 3);
    scope.run(leak);
    assert!(scope.id().is_none() && scope.name().is_empty() && scope.leaks().is_empty());
    assert!(scope.settle(Duration::ZERO) && scope.check().is_ok());
    drop(scope.enter());
    scope.finish();
}

#[test]
fn threads_are_those_of_the_standard_library() {
    assert_eq!(thread::spawn(|| 1).join().unwrap(), 1);
    let local = [2];
    assert_eq!(thread::scope(|threads| threads.spawn(|| local[0]).join().unwrap()), 2);
    assert_eq!(thread::Builder::new().spawn(|| 3).unwrap().join().unwrap(), 3);
}

#[test]
fn a_future_is_only_passed_on() {
    let future: Scoped<std::future::Ready<u8>> = std::future::ready(7).in_current_scope();
    let future: std::future::Ready<u8> = future;
    assert_eq!(pin!(future).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(7));
}
