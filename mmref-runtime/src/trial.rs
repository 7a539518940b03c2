//! What `#[mmref::test]` runs: a test in a scope of its own. Generated code calls this.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::imp::{self, Caller};
use crate::policy;
use crate::scope::Scope;
use crate::session::Purpose;
use crate::violation::Violation;

type Panic = Box<dyn Any + Send>;

/// A test, which is run by one of the methods.
#[derive(Debug)]
pub struct Test {
    name: &'static str,
    demands_tracking: bool,
}

impl Test {
    /// A test with the path `name`.
    pub const fn new(name: &'static str) -> Self {
        Self { name, demands_tracking: true }
    }

    /// Runs the test also where nothing is tracked.
    #[must_use]
    pub const fn untracked_too(self) -> Self {
        Self { demands_tracking: false, ..self }
    }

    /// A test that must not panic. `error` says what an error is that the test returned.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn run<R>(self, body: impl FnOnce() -> R, error: impl FnOnce(&R) -> Option<String>) -> R {
        self.demand_tracking();
        let (scope, caller) = self.scope(Caller::here());
        let outcome = catch_unwind(AssertUnwindSafe(|| scope.run(body)));
        self.end(scope, caller, outcome, error)
    }

    /// `run` for a future, which may be polled on any thread.
    pub async fn run_async<R>(self, body: impl Future<Output = R>, error: impl FnOnce(&R) -> Option<String>) -> R {
        self.demand_tracking();
        let (scope, caller) = self.scope(Caller::here());
        let outcome = caught(&scope, body).await;
        self.end(scope, caller, outcome, error)
    }

    /// A test that must panic. It returns, and so fails, where it does not panic, leaks, or checks nothing.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn run_to_panic(self, body: impl FnOnce()) {
        if self.tells_that_nothing_is_tracked() {
            return;
        }
        let (scope, caller) = self.scope(Caller::here());
        let outcome = catch_unwind(AssertUnwindSafe(|| scope.run(body)));
        self.end_with_panic(scope, caller, outcome);
    }

    /// `run_to_panic` for a future, which may be polled on any thread.
    pub async fn run_async_to_panic(self, body: impl Future<Output = ()>) {
        if self.tells_that_nothing_is_tracked() {
            return;
        }
        let (scope, caller) = self.scope(Caller::here());
        let outcome = caught(&scope, body).await;
        self.end_with_panic(scope, caller, outcome);
    }

    fn scope(&self, caller: Caller) -> (Scope, Caller) {
        (Scope::open(Purpose::Test, self.name, caller), caller)
    }

    #[cfg_attr(feature = "track", track_caller)]
    fn end<R>(
        self,
        scope: Scope,
        caller: Caller,
        outcome: Result<R, Panic>,
        error: impl FnOnce(&R) -> Option<String>,
    ) -> R {
        let violation = scope.judge(caller);
        match outcome {
            Ok(returned) => {
                if let Some(violation) = violation {
                    error(&returned).iter().for_each(|error| policy::print(&format_args!("Error: {error}")));
                    violation.fail_test();
                }
                self.demand_lists();
                returned
            }
            Err(panic) => {
                violation.iter().for_each(Violation::tell);
                resume_unwind(panic)
            }
        }
    }

    fn end_with_panic(self, scope: Scope, caller: Caller, outcome: Result<(), Panic>) {
        let violation = scope.judge(caller);
        violation.iter().for_each(Violation::tell);
        match outcome {
            Err(panic) if violation.is_none() => resume_unwind(panic),
            Err(_) => policy::print(
                &"mmref: the test panicked, as it should, and leaked: its panic is held back, so that it fails",
            ),
            Ok(()) => {}
        }
    }

    /// # Panics
    /// Where nothing is tracked, so that nobody believes in checks that are not made.
    #[cfg_attr(feature = "track", track_caller)]
    fn demand_tracking(&self) {
        if let Some(reason) = self.checks_nothing() {
            panic!("{reason}");
        }
    }

    fn tells_that_nothing_is_tracked(&self) -> bool {
        let reason = self.checks_nothing();
        reason.iter().for_each(|reason| policy::print(reason));
        reason.is_some()
    }

    fn checks_nothing(&self) -> Option<String> {
        policy::read_environment();
        let (why, remedy) = match (cfg!(feature = "track"), imp::capacity()) {
            (false, _) => (
                "tracking is compiled off",
                "turn it on for tests, with `mmref = { version = \"…\", features = [\"track\"] }` in `[dev-dependencies]`",
            ),
            (true, 0) => ("no reference is listed", "take `MMREF_TRACK=off`, or `set_capacity(0)`, away"),
            (true, _) => return None,
        };
        let Self { name, demands_tracking } = self;
        let reason = || {
            format!(
                "mmref: the test {name} would check nothing, because {why}\n  help: {remedy}\n  \
                 help: where it is to run all the same, write `#[mmref::test(untracked = \"allow\")]`"
            )
        };
        demands_tracking.then(reason)
    }

    /// # Panics
    /// Where something is held that is not listed: it may be of this test.
    #[cfg_attr(feature = "track", track_caller)]
    fn demand_lists(&self) {
        let unlisted = imp::unlisted();
        if self.demands_tracking && unlisted > 0 {
            panic!(
                "mmref: nobody can tell whether the test {} leaked: {unlisted} references are held that were not listed\n  \
                 help: raise the number in `MMREF_TRACK`, or that given to `set_capacity`",
                self.name
            );
        }
    }
}

/// The future's end, or its panic. It is dropped before this returns.
async fn caught<R>(scope: &Scope, body: impl Future<Output = R>) -> Result<R, Panic> {
    let mut body = pin!(body);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| scope.run(|| body.as_mut().poll(context)))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}
