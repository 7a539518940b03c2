//! What `#[mmref::test]` runs: a test in a scope of its own. Generated code calls this.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::list::{self, Caller};
use crate::stderr;
use crate::title::Purpose;
use crate::violation::Violation;

use super::Scope;

type Panic = Box<dyn Any + Send>;

/// A test that is about to run.
#[derive(Debug)]
pub struct Test {
    name: &'static str,
    caller: Caller,
    demands_tracking: bool,
}

/// A test that has run, or that was skipped. It has not passed or failed yet.
#[must_use]
pub struct Ended<R> {
    test: Test,
    scope: Scope,
    /// What it returned or panicked with, or why it would have checked nothing.
    outcome: Result<Result<R, Panic>, String>,
}

impl Test {
    /// A test with the path `name`.
    #[track_caller]
    pub fn new(name: &'static str) -> Self {
        Self { name, caller: Caller::here(), demands_tracking: true }
    }

    /// Runs the test even if nothing is tracked.
    #[must_use]
    pub fn untracked_too(self) -> Self {
        Self { demands_tracking: false, ..self }
    }

    /// Runs the test in a scope of its own.
    pub fn run<R>(self, body: impl FnOnce() -> R) -> Ended<R> {
        let scope = Scope::open(Purpose::Test, self.name, self.caller);
        let outcome = match self.checks_nothing() {
            None => Ok(catch_unwind(AssertUnwindSafe(|| scope.run(body)))),
            Some(reason) => Err(reason),
        };
        Ended { test: self, scope, outcome }
    }

    /// `run` for a future, which may be polled on any thread.
    pub async fn run_async<R>(self, body: impl Future<Output = R>) -> Ended<R> {
        let scope = Scope::open(Purpose::Test, self.name, self.caller);
        let outcome = match self.checks_nothing() {
            None => Ok(caught(&scope, body).await),
            Some(reason) => Err(reason),
        };
        Ended { test: self, scope, outcome }
    }

    fn checks_nothing(&self) -> Option<String> {
        let (why, remedy) = match (cfg!(feature = "track"), list::capacity()) {
            (false, _) => (
                "tracking is compiled off",
                "turn it on for tests, with `mmref = { version = \"…\", features = [\"track\"] }` in `[dev-dependencies]`",
            ),
            (true, 0) => ("no reference is listed", "take `MMREF_TRACK=off`, or `set_capacity(0)`, away"),
            (true, _) => return None,
        };
        let reason = || {
            format!(
                "mmref: the test {} would check nothing, because {why}\n  help: {remedy}\n  \
                 help: where it is to run all the same, write `#[mmref::test(untracked = \"allow\")]`",
                self.name
            )
        };
        self.demands_tracking.then(reason)
    }

    /// The message if something is held that is not listed: it may belong to this test.
    fn is_blind(&self) -> Option<String> {
        let unlisted = list::unlisted();
        let reason = || {
            format!(
                "mmref: nobody can tell whether the test {} leaked: {unlisted} references are held that were not listed\n  \
                 help: raise the number in `MMREF_TRACK`, or that given to `set_capacity`",
                self.name
            )
        };
        (self.demands_tracking && unlisted > 0).then(reason)
    }
}

impl<R> Ended<R> {
    /// Ends a test that must not panic. `error` returns the text of an error that the test returned.
    ///
    /// # Panics
    /// If the test panicked or leaked, or if nobody can tell: a check that was not made must not pass.
    #[track_caller]
    pub fn end(self, error: impl FnOnce(&R) -> Option<String>) -> R {
        let outcome = match self.outcome {
            Ok(outcome) => outcome,
            Err(reason) => panic!("{reason}"),
        };
        let violation = self.scope.judge(self.test.caller);
        match outcome {
            Ok(returned) => {
                if let Some(violation) = violation {
                    error(&returned).iter().for_each(|error| stderr::print(&format_args!("Error: {error}")));
                    violation.fail_test();
                }
                if let Some(reason) = self.test.is_blind() {
                    panic!("{reason}");
                }
                returned
            }
            Err(panic) => {
                violation.iter().for_each(Violation::tell);
                resume_unwind(panic)
            }
        }
    }
}

impl Ended<()> {
    /// Ends a test that must panic. Returns, and so fails it, if it did not panic, leaked, or checked nothing.
    pub fn end_with_panic(self) {
        let outcome = match self.outcome {
            Ok(outcome) => outcome,
            Err(reason) => return stderr::print(&reason),
        };
        let violation = self.scope.judge(self.test.caller);
        violation.iter().for_each(Violation::tell);
        match outcome {
            Err(panic) if violation.is_none() => resume_unwind(panic),
            Err(_) => {
                stderr::print(
                    &"mmref: the test panicked, as it should, and leaked: its panic is held back, so that it fails",
                );
            }
            Ok(()) => {}
        }
    }
}

/// The output of the future, or its panic. The future is dropped before this returns.
async fn caught<R>(scope: &Scope, body: impl Future<Output = R>) -> Result<R, Panic> {
    let mut body = pin!(body);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| scope.run(|| body.as_mut().poll(context)))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}
