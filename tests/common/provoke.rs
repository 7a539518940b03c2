//! Mistakes made on purpose, under each policy.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use mmref::{Policy, RefCount, Violation, ViolationKind, set_hook, set_policy, take_hook};

use super::{Users, books, in_child_of, test_of, without_numbers};

/// The thread that makes the mistakes.
pub(crate) const CULPRIT: &str = "culprit";

static SEEN: Mutex<Vec<Violation>> = Mutex::new(Vec::new());

/// Policy and hook belong to the process: whoever sets them waits for its turn.
pub(crate) fn serial() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn seen() -> MutexGuard<'static, Vec<Violation>> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is reported while `work` runs under [`Policy::Report`]. To be called during one's turn.
pub(crate) fn violations(work: impl FnOnce()) -> Vec<Violation> {
    set_policy(Policy::Report);
    collecting(work)
}

/// The one violation that `mistake` is, under [`Policy::Report`]. To be called during one's turn.
pub(crate) fn only_violation(mistake: impl FnOnce()) -> Violation {
    one(violations(mistake))
}

fn one(mut all: Vec<Violation>) -> Violation {
    assert_eq!(all.len(), 1, "one mistake is one violation: {all:?}");
    all.remove(0)
}

fn collecting(work: impl FnOnce()) -> Vec<Violation> {
    seen().clear();
    set_hook(|violation| seen().push(violation.clone()));
    work();
    take_hook();
    std::mem::take(&mut *seen())
}

/// Runs `scenario`, which makes one mistake, under each policy. Under [`Policy::Abort`] a process of its own dies of
/// it, with the report that the other policies gave.
pub(crate) fn under_each_policy<F: Fn(&Provoke<'_>) + Send + Sync>(scenario: F) {
    let _turn = serial();
    let reports = Mutex::new(Vec::new());
    let run = |policy| culprit(|| scenario(&Provoke { policy, reports: &reports }));
    let aborted = in_child_of(test_of(&scenario), &[], || run(Policy::Abort)).aborted();
    run(Policy::Report);
    run(Policy::Panic);
    let reports = reports.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(reports.len(), 2, "a scenario makes one mistake");
    assert_eq!(reports[0], reports[1]);
    assert!(without_numbers(&aborted).contains(&reports[0]), "{aborted}\ndoes not contain\n{}", reports[0]);
}

fn culprit(work: impl FnOnce() + Send) {
    let ended = thread::scope(|scope| {
        let culprit = thread::Builder::new().name(CULPRIT.to_owned()).spawn_scoped(scope, work);
        culprit.expect("a thread can be started").join()
    });
    if let Err(panic) = ended {
        std::panic::resume_unwind(panic);
    }
}

/// Makes a mistake under one of the policies.
#[derive(Debug)]
pub(crate) struct Provoke<'a> {
    policy: Policy,
    reports: &'a Mutex<Vec<String>>,
}

impl Provoke<'_> {
    /// The violation that `mistake` is. It must be of this kind, name the line of this call, and leave the books of
    /// `counts` as they were.
    #[track_caller]
    pub(crate) fn refused<R>(
        &self,
        kind: ViolationKind,
        counts: &[&RefCount<Users>],
        mistake: impl FnOnce() -> R,
    ) -> Violation {
        let here = Location::caller();
        let violation = self.dropped(kind, counts, mistake);
        let place = violation.place().expect("a call has a place");
        assert_eq!((place.file(), place.line()), (here.file(), here.line()), "{violation}");
        violation
    }

    /// Like `refused`, for a mistake that is dropping something: it has no place.
    #[track_caller]
    pub(crate) fn dropped<R>(
        &self,
        kind: ViolationKind,
        counts: &[&RefCount<Users>],
        mistake: impl FnOnce() -> R,
    ) -> Violation {
        let before: Vec<_> = counts.iter().map(|count| books(count)).collect();
        let violation = self.violation(mistake);
        assert_eq!(violation.kind(), kind, "{violation}");
        assert_eq!(violation.thread(), CULPRIT);
        assert_eq!(counts.iter().map(|count| books(count)).collect::<Vec<_>>(), before, "{violation}");
        violation
    }

    /// The violation that `mistake` is, whatever it is.
    pub(crate) fn violation<R>(&self, mistake: impl FnOnce() -> R) -> Violation {
        set_policy(self.policy);
        let violation = match self.policy {
            Policy::Panic => panics(mistake),
            Policy::Report => one(collecting(|| drop(mistake()))),
            _ => {
                mistake();
                panic!("the process goes on after a mistake");
            }
        };
        self.note(without_numbers(&violation.to_string()));
        violation
    }

    fn note(&self, report: String) {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner).push(report);
    }
}

/// The mistake must panic, and with its report.
fn panics<R>(mistake: impl FnOnce() -> R) -> Violation {
    let mut text = None;
    let violation = one(collecting(|| {
        let panic = catch_unwind(AssertUnwindSafe(|| drop(mistake()))).expect_err("a mistake panics");
        text = panic.downcast::<String>().ok();
    }));
    assert_eq!(text.as_deref(), Some(&violation.to_string()));
    violation
}
