//! `#[mmref::test]`: how a test fails. `inner` makes functions of the tests in question, so that others can call them.

use std::panic::catch_unwind;

use crate::common::{Users, immortal, in_child, violations};
use mmref::ViolationKind::LeakedInScope;
use mmref::{MM_REF, Policy, RefCount, Scope, live, set_capacity, set_policy};

fn leak(count: &RefCount<Users>) {
    MM_REF!(leaked);
    count.get(&mut leaked);
    let _ = leaked.into_raw();
}

fn get_and_put() {
    let count = RefCount::<Users>::untracked(1);
    MM_REF!(reference);
    count.get(&mut reference);
    assert!(!count.put(reference) && count.put_untracked());
}

#[mmref::test(inner = allow(dead_code))]
fn clean() -> Result<u32, String> {
    get_and_put();
    Ok(7)
}

#[mmref::test(inner = allow(dead_code))]
fn leaks() {
    leak(immortal());
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_and_returns() -> Result<u32, String> {
    leak(immortal());
    Ok(7)
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_and_returns_an_error() -> Result<u32, String> {
    leak(immortal());
    Err("the error".to_owned())
}

#[mmref::test(inner = allow(dead_code))]
fn panics() {
    panic!("the panic");
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_and_panics() {
    leak(immortal());
    panic!("the panic");
}

#[mmref::test(inner = allow(dead_code))]
#[should_panic]
fn panics_as_it_should() {
    get_and_put();
    panic!("the panic");
}

#[mmref::test(inner = allow(dead_code))]
#[should_panic]
fn leaks_and_panics_as_it_should() {
    leak(immortal());
    panic!("the panic");
}

#[mmref::test(inner = allow(dead_code))]
#[should_panic]
fn leaks_and_does_not_panic() {
    leak(immortal());
}

#[mmref::test(inner = allow(dead_code))]
fn opens_a_scope_that_nobody_judges() {
    Scope::new("forgotten").run(leaks_outright);
}

fn leaks_outright() {
    leak(immortal());
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_outside() {
    Scope::outside(leaks_outright);
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_in_a_thread() {
    mmref::thread::spawn(leaks_outright).join().unwrap();
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_what_is_allowed() {
    Scope::current().allow::<Users>("leaked", 1);
    leaks_outright();
}

#[mmref::test(inner = allow(dead_code), untracked = "allow")]
fn may_check_nothing() {
    get_and_put();
}

/// What a test panics with.
fn panic_of<R>(test: fn() -> R) -> String {
    let panic = catch_unwind(test).err().expect("it fails");
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).expect("a panic has a text").to_owned()
}

/// Each text comes after the one before it.
fn in_order(printed: &str, texts: &[&str]) {
    texts.iter().fold(printed, |rest, text| {
        let (_, rest) = rest.split_once(text).unwrap_or_else(|| panic!("no `{text}` in its place in\n{printed}"));
        rest
    });
}

const REPORT: &str = "mmref: references are still held at the end of the test that acquired them";

#[test]
fn a_clean_test_passes_its_result_on() {
    assert_eq!(clean(), Ok(7));
}

#[test]
fn a_test_that_leaks_fails() {
    let report = panic_of(leaks);
    in_order(&report, &[REPORT, "in test scopes::test_attribute::leaks", "1  leaked in scopes::test_attribute::leak"]);
    in_order(&panic_of(leaks_and_returns), &[REPORT, "in test scopes::test_attribute::leaks_and_returns"]);
}

#[test]
fn what_a_thread_or_a_forgotten_scope_leaked_is_the_tests() {
    in_order(
        &panic_of(leaks_in_a_thread),
        &[REPORT, "in test scopes::test_attribute::leaks_in_a_thread", "1  leaked in"],
    );
    in_order(&panic_of(opens_a_scope_that_nobody_judges), &[REPORT, "1  leaked in"]);
}

#[test]
fn what_is_acquired_outside_or_allowed_is_not() {
    leaks_outside();
    leaks_what_is_allowed();
}

#[test]
fn a_test_that_panics_goes_on_panicking() {
    assert_eq!(panic_of(panics), "the panic");
    assert_eq!(panic_of(leaks_and_panics), "the panic");
    assert_eq!(panic_of(panics_as_it_should), "the panic");
}

#[test]
fn the_panic_comes_first() {
    let child = in_child!(&[], leaks_and_panics);
    in_order(&child.panicked(), &["the panic", REPORT]);
}

#[test]
fn the_error_comes_first() {
    let child = in_child!(&[], || _ = leaks_and_returns_an_error());
    in_order(&child.panicked(), &["Error: \"the error\"", REPORT]);
}

/// The end without a panic is what fails it.
#[test]
fn a_test_that_should_panic_and_leaks_does_not_panic() {
    let child = in_child!(&[], || {
        leaks_and_panics_as_it_should();
        leaks_and_does_not_panic();
    });
    let held_back = "mmref: the test panicked, as it should, and leaked: its panic is held back, so that it fails";
    let second = "in test scopes::test_attribute::leaks_and_does_not_panic";
    in_order(&child.succeeded(), &["the panic", REPORT, "leaked in", held_back, second, "leaked in"]);
}

#[test]
fn it_fails_whatever_the_policy_is() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], leaks);
    in_order(&child.panicked(), &[REPORT]);
    let child = in_child!(&[("MMREF_ON_VIOLATION", "abort")], leaks);
    in_order(&child.aborted(), &[REPORT]);
}

#[test]
fn a_hook_is_called_and_it_fails_all_the_same() {
    let child = in_child!(&[], || {
        set_policy(Policy::Report);
        for (test, panics) in [(leaks as fn(), true), (leaks_and_panics, true), (leaks_and_panics_as_it_should, false)]
        {
            let violations = violations(|| assert_eq!(catch_unwind(test).is_err(), panics));
            assert_eq!(violations.iter().map(mmref::Violation::kind).collect::<Vec<_>>(), [LeakedInScope]);
        }
    });
    child.succeeded();
}

#[test]
fn a_test_that_would_check_nothing_fails() {
    let child = in_child!(&[("MMREF_TRACK", "off")], || {
        let reason = panic_of(leaks);
        in_order(
            &reason,
            &[
                "the test scopes::test_attribute::leaks would check nothing",
                "take `MMREF_TRACK=off`",
                "untracked = \"allow\"",
            ],
        );
        assert_eq!(panic_of(clean), reason.replace("leaks", "clean"));
        panics_as_it_should();
        may_check_nothing();
    });
    in_order(&child.succeeded(), &["the test scopes::test_attribute::panics_as_it_should would check nothing"]);
}

#[test]
fn a_reference_that_was_not_listed_may_be_the_tests() {
    let child = in_child!(&[], || {
        set_capacity(1);
        let clean_elsewhere = clean();
        let reason = panic_of(leaks);
        assert!(clean_elsewhere.is_ok() && live().unlisted() == 1);
        in_order(
            &reason,
            &["nobody can tell whether the test scopes::test_attribute::leaks leaked: 1 references are held"],
        );
    });
    child.succeeded();
}

#[mmref::test(inner = allow(dead_code))]
fn leaks_in_a_part_of_it() {
    mmref::scope(leaks_outright);
}

#[test]
fn a_part_of_a_test_fails_it_whatever_the_policy_is() {
    let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], leaks_in_a_part_of_it);
    in_order(&child.panicked(), &["mmref: references are still held at the end of the scope", "leaked in"]);
}
