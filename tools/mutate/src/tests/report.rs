//! Reports, as mmref writes them today.

use std::hint::black_box;
use std::sync::Mutex;

use mmref::{
    MM_REF, MmRef, Policy, RefClass, RefCount, RefCounted, Scope, acquires_ref, move_ref, requires_ref, set_hook,
    set_policy,
};

use crate::report::{HEADLINES, parse};

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

static REPORTS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Breaks every rule. The kinds of the violations, with their reports.
fn provoke() -> Vec<(String, String)> {
    set_policy(Policy::Report);
    set_hook(|violation| {
        let report = (format!("{:?}", violation.kind()), violation.report().to_string());
        REPORTS.lock().expect("nobody panics with it").push(report);
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
fn every_kind_is_known() {
    let reports = provoke();
    for (kind, text) in &reports {
        let parsed = parse(&format!("before\n{text}\nafter\n"));
        assert_eq!(parsed.iter().map(|report| &report.kind).collect::<Vec<_>>(), [kind], "{text}");
        assert_eq!(&parsed[0].text, text);
    }
    for (headline, _) in HEADLINES {
        assert!(reports.iter().any(|(_, text)| text.contains(headline)), "nothing provokes `{headline}`");
    }
}

const TWO: &str = "reading
thread 'reader-1' (7) panicked at src/a.rs:1:1:
mmref: reference put that is not held
  reference  r in t::f, class c
    put  src/a.rs:1:1
  help: fill it
mmref: reference dropped while it is held
  reference  r in t::f, class c
  help: put it
note: run with `RUST_BACKTRACE=1`
";

#[test]
fn reports_end_where_others_begin() {
    let kinds: Vec<_> = parse(TWO).into_iter().map(|report| report.kind).collect();
    assert_eq!(kinds, ["NotHeld", "LeakedReference"]);
}

#[test]
fn other_messages_are_no_reports() {
    let text =
        "mmref: MMREF_TRACK is \"x\" and should be `on`, `off` or a number; going on without it\nmmref-mutate: no\n";
    assert_eq!(parse(text), []);
}

#[test]
fn a_new_kind_goes_by_its_sentence() {
    let reports = parse("mmref: a thing that is new\n  reference  r in t::f\n");
    assert_eq!(reports[0].kind, "a thing that is new");
}
