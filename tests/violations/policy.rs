//! Policies: what happens after a rule was broken, and how the environment says so.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use crate::common::{Users, immortal, in_child, serial};
use mmref::{MM_REF, MmRef, Policy, RefCount, live, set_capacity, set_policy, set_report_limit};

const HEADLINE: &str = "mmref: reference put that is not held";

fn put_nothing() {
    MM_REF!(empty);
    assert!(!immortal().put(empty));
}

#[test]
fn panic_is_the_default() {
    let stderr = in_child!(&[], put_nothing).panicked();
    assert_eq!(stderr.matches(HEADLINE).count(), 1, "{stderr}");
}

#[test]
fn panic_is_at_the_guilty_line() {
    static LINE: AtomicU32 = AtomicU32::new(0);
    let _turn = serial();
    set_policy(Policy::Panic);
    let (count, empty) = (immortal(), MmRef::new());
    let before = std::panic::take_hook();
    let here = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == here {
            LINE.store(panic.location().map_or(0, Location::line), Relaxed);
        }
    }));
    let line = (catch_unwind(AssertUnwindSafe(|| count.put(empty))).expect_err("a mistake panics"), line!()).1;
    std::panic::set_hook(before);
    assert_eq!(LINE.load(Relaxed), line);
}

#[test]
fn report_prints_and_goes_on() {
    let stderr = in_child!(&[], || {
        set_policy(Policy::Report);
        put_nothing();
        eprintln!("going on");
    });
    let stderr = stderr.succeeded();
    assert!(stderr.starts_with(HEADLINE) && stderr.ends_with("going on\n"), "{stderr}");
}

#[test]
fn abort_prints_and_aborts() {
    let child = in_child!(&[], || {
        set_policy(Policy::Abort);
        put_nothing();
        eprintln!("going on");
    });
    let stderr = child.aborted();
    assert!(stderr.starts_with(HEADLINE) && !stderr.contains("going on"), "{stderr}");
}

#[test]
fn policy_changes_from_one_mistake_to_the_next() {
    let _turn = serial();
    for _ in 0..2 {
        set_policy(Policy::Panic);
        assert!(catch_unwind(put_nothing).is_err());
        set_policy(Policy::Report);
        put_nothing();
    }
}

#[test]
fn environment_says_report() {
    let stderr = in_child!(&[("MMREF_ON_VIOLATION", "report")], put_nothing).succeeded();
    assert!(stderr.starts_with(HEADLINE), "{stderr}");
}

#[test]
fn environment_says_abort() {
    in_child!(&[("MMREF_ON_VIOLATION", "abort")], put_nothing).aborted();
}

#[test]
fn environment_says_panic() {
    in_child!(&[("MMREF_ON_VIOLATION", "panic")], put_nothing).panicked();
}

#[test]
fn program_has_the_last_word() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "abort")], || {
        set_policy(Policy::Report);
        put_nothing();
    });
    child.succeeded();
}

#[test]
fn bad_policy_is_told_of_and_left_out() {
    let stderr = in_child!(&[("MMREF_ON_VIOLATION", "explode")], put_nothing).panicked();
    assert!(
        stderr.contains("MMREF_ON_VIOLATION is \"explode\" and should be `panic`, `abort` or `report`"),
        "{stderr}"
    );
}

/// Lists as many of these references as there is room for, and says how many that are.
fn say_how_many_are_listed() {
    let count = RefCount::<Users>::untracked(1);
    let mut references = [const { MmRef::new() }; 100];
    references.iter_mut().for_each(|reference| count.get(reference));
    eprint!("listed {}, unlisted {}", count.refs().listed(), live().unlisted());
    references.into_iter().for_each(|reference| assert!(!count.put(reference)));
    assert!(live().is_empty() && count.put_untracked());
}

#[test]
fn environment_turns_lists_off() {
    let stderr = in_child!(&[("MMREF_TRACK", "off")], say_how_many_are_listed).succeeded();
    assert_eq!(stderr, "listed 0, unlisted 100");
}

#[test]
fn environment_leaves_lists_on() {
    let stderr = in_child!(&[("MMREF_TRACK", "on")], say_how_many_are_listed).succeeded();
    assert_eq!(stderr, "listed 100, unlisted 0");
}

#[test]
fn environment_bounds_lists() {
    let stderr = in_child!(&[("MMREF_TRACK", " 64 ")], say_how_many_are_listed).succeeded();
    let listed = stderr.trim_start_matches("listed ").split(',').next().and_then(|number| number.parse().ok());
    assert!(listed.is_some_and(|listed: u32| (1..=64).contains(&listed)), "{stderr}");
}

#[test]
fn program_bounds_lists_whatever_the_environment_says() {
    let child = in_child!(&[("MMREF_TRACK", "off")], || {
        set_capacity(1000);
        say_how_many_are_listed();
    });
    assert_eq!(child.succeeded(), "listed 100, unlisted 0");
}

#[test]
fn bad_bound_is_told_of_and_left_out() {
    let stderr = in_child!(&[("MMREF_TRACK", "-1")], say_how_many_are_listed).succeeded();
    assert!(stderr.contains("MMREF_TRACK is \"-1\" and should be `on`, `off` or a number of references"), "{stderr}");
    assert!(stderr.ends_with("listed 100, unlisted 0"), "{stderr}");
}

/// Makes a mistake on an object that is held in three places.
fn put_nothing_where_others_hold() {
    let count = immortal();
    MM_REF!(a);
    MM_REF!(b);
    MM_REF!(c);
    count.get(&mut a);
    count.get(&mut b);
    count.get(&mut c);
    assert!(!count.put(MmRef::new()));
    [a, b, c].into_iter().for_each(|reference| assert!(!count.put(reference)));
}

const TO_REPORT: (&str, &str) = ("MMREF_ON_VIOLATION", "report");

#[test]
fn environment_bounds_reports() {
    let stderr = in_child!(&[TO_REPORT, ("MMREF_REPORT_LIMIT", "1")], put_nothing_where_others_hold).succeeded();
    assert!(stderr.contains("and 2 more in 2 other places"), "{stderr}");
}

#[test]
fn program_bounds_reports_whatever_the_environment_says() {
    let child = in_child!(&[TO_REPORT, ("MMREF_REPORT_LIMIT", "1")], || {
        set_report_limit(3);
        put_nothing_where_others_hold();
    });
    let stderr = child.succeeded();
    assert!(!stderr.contains(" more in "), "{stderr}");
}

#[test]
fn bad_limit_is_told_of_and_left_out() {
    let stderr = in_child!(&[TO_REPORT, ("MMREF_REPORT_LIMIT", "few")], put_nothing_where_others_hold).succeeded();
    assert!(stderr.contains("MMREF_REPORT_LIMIT is \"few\" and should be a number"), "{stderr}");
    assert!(stderr.contains(HEADLINE) && !stderr.contains(" more in "), "{stderr}");
}

#[test]
fn good_variables_beside_a_bad_one_are_heeded() {
    let child =
        in_child!(&[TO_REPORT, ("MMREF_TRACK", ""), ("MMREF_REPORT_LIMIT", "0")], put_nothing_where_others_hold);
    let stderr = child.succeeded();
    assert!(stderr.contains("MMREF_TRACK is \"\"") && stderr.contains("and 3 more in 3 other places"), "{stderr}");
}
