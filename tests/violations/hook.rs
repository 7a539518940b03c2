//! Hooks: they take the place of the printed report, and may do what they like.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use crate::common::{Users, books, immortal, in_child, serial};
use mmref::{MM_REF, Policy, RefCount, Violation, live, set_hook, set_policy, take_hook};

static OBJECT: RefCount<Users> = RefCount::untracked(1);
static CALLS: AtomicU32 = AtomicU32::new(0);

fn put_nothing() {
    MM_REF!(empty);
    assert!(!immortal().put(empty));
}

/// How often the hook is called while `work` runs under `policy`.
fn calls(policy: Policy, hook: fn(&Violation), work: impl FnOnce()) -> u32 {
    CALLS.store(0, Relaxed);
    set_policy(policy);
    set_hook(hook);
    work();
    take_hook();
    CALLS.load(Relaxed)
}

fn count_calls(_: &Violation) {
    CALLS.fetch_add(1, Relaxed);
}

#[test]
fn takes_the_place_of_the_printed_report() {
    let child = in_child!(&[], || assert_eq!(calls(Policy::Report, count_calls, put_nothing), 1));
    assert_eq!(child.succeeded(), "");
}

#[test]
fn policy_is_carried_out_afterwards() {
    let _turn = serial();
    let panics = || assert!(catch_unwind(put_nothing).is_err());
    assert_eq!(calls(Policy::Panic, count_calls, panics), 1);
}

#[test]
fn abort_comes_after_the_hook() {
    let hook = |_: &Violation| eprint!("the hook was called");
    let child = in_child!(&[], || assert_eq!(calls(Policy::Abort, hook, put_nothing), 0));
    assert_eq!(child.aborted(), "the hook was called");
}

#[test]
fn taken_hook_is_given_back() {
    let _turn = serial();
    set_hook(count_calls);
    assert!(take_hook().is_some());
    assert!(take_hook().is_none());
}

fn panics(_: &Violation) {
    panic!("the hook is broken");
}

#[test]
fn hook_that_panics_leaves_the_report_to_be_printed() {
    let stderr = in_child!(&[], || assert_eq!(calls(Policy::Report, panics, || (0..2).for_each(|_| put_nothing())), 0));
    let stderr = stderr.succeeded();
    assert_eq!(stderr.matches("mmref: reference put that is not held").count(), 2, "{stderr}");
}

#[test]
fn hook_that_panics_does_not_keep_the_policy_from_being_carried_out() {
    let _turn = serial();
    let panic = |text: &mut String| {
        let panic = catch_unwind(put_nothing).expect_err("a mistake panics");
        *text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
    };
    let mut text = String::new();
    calls(Policy::Panic, panics, || panic(&mut text));
    assert!(text.starts_with("mmref: reference put that is not held"), "{text}");
}

fn uses_mmref(violation: &Violation) {
    MM_REF!(hooked);
    OBJECT.get(&mut hooked);
    OBJECT.label("seen by the hook");
    assert!(live().holders().iter().any(|holder| holder.owner().name() == Some("hooked")));
    assert_eq!(OBJECT.refs().listed(), 1);
    assert!(!violation.to_string().is_empty());
    assert!(!OBJECT.put(hooked));
    count_calls(violation);
}

#[test]
fn hook_may_use_mmref() {
    let _turn = serial();
    assert_eq!(calls(Policy::Report, uses_mmref, put_nothing), 1);
    let put_nothing_to_it = || assert!(!OBJECT.put(mmref::MmRef::new()));
    assert_eq!(calls(Policy::Report, uses_mmref, put_nothing_to_it), 1);
    assert_eq!((books(&OBJECT).count, books(&OBJECT).listed), (1, 0));
}

fn breaks_a_rule(violation: &Violation) {
    count_calls(violation);
    put_nothing();
}

#[test]
fn mistake_inside_the_hook_is_printed() {
    let stderr = in_child!(&[], || assert_eq!(calls(Policy::Report, breaks_a_rule, put_nothing), 1)).succeeded();
    assert_eq!(stderr.matches("mmref: ").count(), 1, "{stderr}");
}

#[test]
fn mistake_inside_the_hook_does_not_panic() {
    let _turn = serial();
    let panics = || assert!(catch_unwind(put_nothing).is_err());
    assert_eq!(calls(Policy::Panic, breaks_a_rule, panics), 1);
}

#[test]
fn hook_is_called_again_for_the_next_mistake() {
    let _turn = serial();
    assert_eq!(calls(Policy::Report, breaks_a_rule, || (0..3).for_each(|_| put_nothing())), 3);
}

#[test]
fn policy_that_the_hook_sets_is_for_the_next_mistake() {
    let _turn = serial();
    let forgives = |violation: &Violation| {
        count_calls(violation);
        set_policy(Policy::Report);
    };
    let twice = || {
        assert!(catch_unwind(put_nothing).is_err());
        put_nothing();
    };
    assert_eq!(calls(Policy::Panic, forgives, twice), 2);
}

#[test]
fn hook_may_take_itself_away() {
    let _turn = serial();
    let once = |violation: &Violation| {
        count_calls(violation);
        take_hook();
    };
    assert_eq!(calls(Policy::Report, once, || (0..2).for_each(|_| put_nothing())), 1);
}

/// Waits in the hook for another thread that breaks a rule too. Only the first call does.
fn waits_for_another_thread(violation: &Violation) {
    if CALLS.fetch_add(1, Relaxed) == 0 {
        let other = std::thread::spawn(put_nothing);
        other.join().expect("the other thread goes on");
    }
    assert!(!violation.thread().is_empty());
}

#[test]
fn another_thread_may_break_a_rule_while_the_hook_runs() {
    let _turn = serial();
    assert_eq!(calls(Policy::Report, waits_for_another_thread, put_nothing), 2);
}

static KEPT: Mutex<Vec<Violation>> = Mutex::new(Vec::new());

#[test]
fn violation_outlives_the_hook() {
    let _turn = serial();
    let keeps = |violation: &Violation| KEPT.lock().unwrap_or_else(PoisonError::into_inner).push(violation.clone());
    calls(Policy::Report, keeps, put_nothing);
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(kept.first().map(Violation::kind), Some(mmref::ViolationKind::NotHeld));
}

/// Is dropped with a mistake, and on a thread that unwinds.
struct PutsNothing;

impl Drop for PutsNothing {
    fn drop(&mut self) {
        put_nothing();
    }
}

#[test]
fn hook_that_panics_while_the_thread_unwinds() {
    let _turn = serial();
    let unwinds = || {
        let panic = catch_unwind(AssertUnwindSafe(|| {
            let _puts_nothing = PutsNothing;
            panic!("something else");
        }));
        let panic = panic.expect_err("it panics");
        assert_eq!(panic.downcast_ref(), Some(&"something else"));
    };
    calls(Policy::Panic, panics, unwinds);
}
