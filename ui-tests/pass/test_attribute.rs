//! `inner` makes functions of these tests, which can be called.

use std::future::Future;
use std::io;
use std::panic::catch_unwind;
use std::pin::pin;
use std::process::Termination;
use std::task::{Context, Poll, Waker};

use mmref::{MM_REF, RefClass, RefCount, Scope, balances_refs};

#[derive(RefClass)]
struct Users;

fn get_and_put() {
    let users = RefCount::<Users>::untracked(1);
    MM_REF!(mm_ref);
    users.get(&mut mm_ref);
    assert!(!users.put(mm_ref));
    assert!(users.put_untracked());
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

// As they stand in a program.

#[ignore = "it is looked at only by the compiler"]
#[mmref::test]
fn plain() {
    unreachable!();
}

#[ignore]
#[mmref::test(rt = block_on, untracked = "allow")]
async fn with_options() {}

#[ignore = "it is looked at only by the compiler"]
#[mmref::test]
#[test]
fn beside_another() {}

// As functions.

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
fn nothing_returned() {
    get_and_put();
}

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
fn a_result(text: &str, _unused: u8, (mut sum, _): (u32, u32)) -> Result<u32, Box<dyn std::error::Error>> {
    get_and_put();
    sum += text.parse::<u32>()?;
    if sum > 9 {
        return Err("too much".into());
    }
    Ok(sum)
}

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
fn something_that_ends_a_program() -> impl Termination {
    get_and_put();
    io::Result::Ok(())
}

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
fn generic<T: ToString, const N: usize>(items: [T; N]) -> String
where
    T: Clone,
{
    items.iter().map(ToString::to_string).collect()
}

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
async fn future<'a>(text: &'a str) -> Result<&'a str, std::num::ParseIntError> {
    #![allow(clippy::unused_async)]
    get_and_put();
    text.parse::<u32>()?;
    Ok(text)
}

#[mmref::test(inner = allow(dead_code), untracked = "allow", rt = block_on)]
async fn run_by(text: String) -> Option<char> {
    std::future::ready(()).await;
    text.chars().next()
}

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
#[should_panic]
fn panics() {
    get_and_put();
    panic!("as it should");
}

#[mmref::test(untracked = "allow", inner = allow(dead_code))]
#[balances_refs]
fn checked() {
    get_and_put();
}

mod deps {
    pub mod tracking {
        pub use mmref::*;
    }
}

#[deps::tracking::test(crate = deps::tracking, inner = allow(dead_code), untracked = "allow")]
fn r#fn() {
    assert!(["", "fn"].iter().any(|name| Scope::current().name().ends_with(name)));
}

#[test]
fn main() {
    nothing_returned();
    assert_eq!(a_result("3", 0, (4, 5)).unwrap(), 7);
    assert!(a_result("7", 0, (4, 5)).is_err() && a_result("seven", 0, (4, 5)).is_err());
    let _ = something_that_ends_a_program().report();
    assert_eq!(generic([1, 2]), "12");
    assert_eq!(block_on(future("17")), Ok("17"));
    assert_eq!(run_by(String::from("mm")), Some('m'));
    assert!(catch_unwind(panics).is_err());
    checked();
    r#fn();
}
