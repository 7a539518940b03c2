//! `#[mmref::test]` beside other attributes, and by itself: each of these is run once, in a scope of its own, in
//! parallel with the others, and passes.

use std::collections::HashSet;
use std::future::Future;
use std::pin::pin;
use std::process::{ExitCode, Termination};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use crate::common::{Users, immortal};
use mmref::scope::ScopeId;
use mmref::{MM_REF, RefCount, Scope};
use rstest::{fixture, rstest};

/// Takes a reference and gives it up, in a scope that no other test had.
fn visit() {
    static SEEN: Mutex<Option<HashSet<ScopeId>>> = Mutex::new(None);
    let id = Scope::current().id().expect("a test is in a scope");
    assert!(SEEN.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().insert(id), "run twice");
    let count = immortal();
    MM_REF!(reference: Users);
    count.get(&mut reference);
    assert_eq!(Scope::current().leaks().len(), 1);
    assert!(!count.put(reference));
}

fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let (mut future, waker) = (pin!(future), Waker::from(Arc::new(Unpark(thread::current()))));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

fn on_another_thread<F: Future<Output: Send> + Send>(future: F) -> F::Output {
    thread::scope(|threads| threads.spawn(|| block_on(future)).join().unwrap())
}

#[mmref::test]
fn alone() {
    visit();
}

#[mmref::test]
fn with_a_result() -> Result<(), Box<dyn std::error::Error>> {
    visit();
    assert_eq!("5".parse::<u32>()?, 5);
    Ok(())
}

#[mmref::test]
fn with_an_exit_code() -> ExitCode {
    visit();
    ExitCode::SUCCESS
}

#[mmref::test]
fn with_something_that_terminates() -> impl Termination {
    visit();
}

#[mmref::test]
#[should_panic(expected = "as it should")]
fn that_should_panic() {
    visit();
    panic!("as it should");
}

#[should_panic]
#[mmref::test]
fn that_should_panic_with_the_attribute_above() {
    visit();
    panic!("as it should");
}

#[mmref::test]
#[ignore = "to show that it can be"]
fn that_is_ignored() {
    leak();
}

fn leak() {
    MM_REF!(leaked: Users);
    immortal().get(&mut leaked);
    let _ = leaked.into_raw();
}

#[mmref::test]
#[test]
fn above_the_usual_attribute() {
    visit();
}

#[mmref::test(inner = test)]
fn around_the_usual_attribute() {
    visit();
}

#[mmref::test]
#[tokio::test]
async fn above_tokio() {
    tokio::task::yield_now().await;
    visit();
}

#[tokio::test]
#[mmref::test]
async fn below_tokio() {
    tokio::task::yield_now().await;
    visit();
}

#[mmref::test(inner = tokio::test(flavor = "multi_thread", worker_threads = 2))]
async fn around_tokio() -> Result<(), std::num::ParseIntError> {
    tokio::task::yield_now().await;
    visit();
    let _: u32 = "6".parse()?;
    Ok(())
}

#[mmref::test]
#[tokio::test]
#[should_panic(expected = "as it should")]
async fn above_tokio_that_should_panic() {
    visit();
    panic!("as it should");
}

#[tokio::test]
#[mmref::test]
#[should_panic(expected = "as it should")]
async fn below_tokio_that_should_panic() {
    visit();
    panic!("as it should");
}

#[mmref::test(rt = block_on)]
async fn run_by_a_function() -> Result<(), String> {
    visit();
    Ok(())
}

#[mmref::test(rt = on_another_thread)]
async fn run_on_another_thread() {
    visit();
}

#[mmref::test(rt = block_on)]
#[should_panic(expected = "as it should")]
async fn run_by_a_function_to_panic() {
    visit();
    panic!("as it should");
}

#[fixture]
fn object() -> &'static RefCount<Users> {
    immortal()
}

#[mmref::test]
#[rstest]
#[case(1, "1")]
#[case::named(2, "2")]
fn above_rstest(object: &RefCount<Users>, #[case] number: u32, #[case] text: String) {
    visit();
    assert_eq!((number.to_string(), object.count()), (text, 1));
}

#[rstest]
#[mmref::test]
fn below_rstest(#[values(1, 2)] first: u32, #[values(3, 4)] second: u32) {
    visit();
    assert!(first < second);
}

#[rstest]
#[case(1)]
#[mmref::test]
#[tokio::test]
async fn between_rstest_and_tokio(#[case] number: u32) {
    tokio::task::yield_now().await;
    visit();
    assert_eq!(number, 1);
}
