//! Reports, as mmref writes them.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Mutex;

use mmref::{
    MM_REF, MmRef, Policy, RefClass, RefCount, RefCounted, Scope, acquires_ref, move_ref, requires_ref, set_hook,
    set_policy,
};

use crate::report::{parse, read};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn acquire(mm: &Mm, how: fn(&Mm, &mut MmRef<Users>), succeeds: bool) -> bool {
    how(mm, mm_ref);
    black_box(succeeds)
}

#[requires_ref(Users)]
fn vouch(mm: &Mm) -> u32 {
    mm.users.count()
}

/// A violation as JSON, and its report as text.
type Seen = (serde_json::Value, String);

static REPORTS: Mutex<Vec<Seen>> = Mutex::new(Vec::new());

/// Breaks every rule.
fn provoke() -> Vec<Seen> {
    set_policy(Policy::Report);
    set_hook(|violation| {
        let json = serde_json::to_value(violation).expect("a violation can be written as JSON");
        REPORTS.lock().expect("nobody panics with it").push((json, violation.report().to_string()));
    });
    break_rules_of_references();
    break_rules_of_counts();
    break_rules_of_scopes();
    std::mem::take(&mut *REPORTS.lock().expect("nobody panics with it"))
}

fn break_rules_of_references() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let other = Mm { users: RefCount::untracked(2) };
    let slots: &mut [MmRef<Users>; 4] = &mut Default::default();
    slots.iter_mut().for_each(|slot| mm.users.get(slot));
    mm.users.get(&mut slots[0]); // AlreadyHeld
    let [one, two, three, four] = std::mem::take(slots);
    move_ref(one, &mut slots[1]);
    move_ref(two, &mut slots[1]); // AlreadyHeld, by a move
    assert!(!mm.users.put(MmRef::new())); // NotHeld
    move_ref(MmRef::new(), &mut slots[2]); // NotHeld, by a move
    vouch(&mm, black_box(&MmRef::new())); // NotHeld, by a vouch
    assert!(!other.users.put(three)); // WrongObject
    let raw = four.into_raw();
    for _ in 0..2 {
        // SAFETY: `raw` comes from `into_raw`. The second use is the mistake that is made here: Stale
        assert!(!mm.users.put(unsafe { MmRef::from_raw(raw) }));
    }
    acquire(&mm, |_, _| (), true, &mut slots[2]); // MissingAcquire
    acquire(&mm, |mm, reference| mm.users.get(reference), false, &mut slots[3]); // UnexpectedAcquire
    drop(std::mem::take(slots)); // LeakedReference
    drop(mm); // LeakedObject
    assert!(!other.users.put_untracked());
    assert!(other.users.put_untracked());
}

fn break_rules_of_counts() {
    let [mut one, mut two, mut three] = <[MmRef<Users>; 3]>::default();
    RefCount::<Users>::zero().get(&mut one); // FromZero
    RefCount::untracked(i32::MAX as u32).get(&mut two); // Overflow
    drop(RefCount::<Users>::untracked(1)); // CountMismatch, by a drop
    let count = RefCount::new(&mut three);
    assert!(!count.put_untracked()); // CountMismatch
    count.restart(&mut one); // NotZero
    assert!(count.put(three));
}

fn break_rules_of_scopes() {
    MM_REF!(one: Users);
    let count = RefCount::untracked(1);
    let scope = Scope::new("leaks");
    scope.run(|| count.get(&mut one));
    scope.finish(); // LeakedInScope
    let scope = Scope::new("keeps too little");
    scope.allow::<Users>("one", 1);
    scope.finish(); // LeakedInScope, of fewer than are allowed
    assert!(!count.put(one) && count.put_untracked());
}

#[test]
fn every_violation_is_read() {
    let seen = provoke();
    let different = |field: &str| seen.iter().map(|(json, _)| json[field].to_string()).collect::<BTreeSet<_>>();
    assert_eq!((different("kind").len(), different("headline").len()), (13, 18), "{seen:#?}");
    let document = serde_json::json!({ "violations": seen.iter().map(|(json, _)| json).collect::<Vec<_>>() });
    let reports = parse(&document.to_string()).expect("it has the shape of mmref's reports");
    for (report, (json, text)) in reports.iter().zip(&seen) {
        assert_eq!(json["kind"], *report.kind);
        assert_eq!(&report.printed(&format!("before\nmmref: another\n  more\n{text}\nafter\n")), text);
    }
    let of = |kind: &str| reports.iter().find(|report| report.kind == kind).expect("it was provoked");
    assert!(of("MissingAcquire").names_function("acquire"), "{:#?}", of("MissingAcquire"));
    assert!(!of("MissingAcquire").names_function("vouch"));
    assert!(of("LeakedInScope").names_slot("one", "break_rules_of_scopes"), "{:#?}", of("LeakedInScope"));
    let leak = of("LeakedReference");
    assert!(leak.names_lines("tools/mutate/src/tests/report.rs", (40, 100)), "{leak:#?}");
    assert!(!leak.names_lines("tools/mutate/src/tests/verdict.rs", (40, 100)));
}

#[test]
fn a_report_that_is_not_printed_goes_by_its_headline() {
    let reports = provoked_once();
    let printed = reports.printed("nothing of mmref\n");
    assert_eq!(printed.lines().count(), 2);
    assert!(printed.starts_with("mmref: "), "{printed}");
}

fn provoked_once() -> crate::report::Report {
    let json =
        serde_json::json!({ "violations": [{ "kind": "New", "headline": "a thing that is new", "help": "look" }] });
    parse(&json.to_string()).expect("it has what is needed").remove(0)
}

#[test]
fn what_is_no_report_is_an_error() {
    assert!(parse("{").is_err());
    assert!(parse(r#"{"mmref": 1, "type": "snapshot"}"#).is_err());
}

#[test]
fn a_file_that_is_not_there_has_no_violations() {
    let missing = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/no-such-report.json");
    assert_eq!(read(&missing), Ok(Vec::new()));
}
