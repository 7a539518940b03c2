//! The balance: a table of all sites, and what is suspicious.
//!
//! Each comes from a process of its own, which prints it.
mod common;

use common::in_child;
use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, balance, holds_ref, move_ref, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefClass)]
struct Pins;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    #[ref_count]
    pins: RefCount<Pins>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    assert!(!mmref::put(mm, mm_ref));
}

#[expect(dead_code, reason = "it never runs, and that is found out")]
#[releases_ref(Users)]
fn mmput_async(mm: &Mm) {
    assert!(!mmref::put(mm, mm_ref));
}

#[acquires_ref(Pins)]
fn pin(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: &'static Mm,
}

#[holds_ref]
struct File {
    #[counted(mm_ref: Users)]
    mm: &'static Mm,
}

/// An `Mm` that is never freed.
fn mm() -> &'static Mm {
    Box::leak(Box::new(Mm { users: RefCount::untracked(1), pins: RefCount::untracked(1) }))
}

/// Compares what a process writes to standard error.
macro_rules! assert_written {
    ($environment:expr, $body:expr) => {
        let child = in_child!($environment, $body);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(child.succeeded()) });
    };
}

#[test]
fn nothing_has_run() {
    assert_written!(&[], || eprintln!("{}", balance()));
}

#[test]
fn after_some_work() {
    assert_written!(&[("MMREF_ON_VIOLATION", "report")], || {
        let mm = mm();
        MM_REF!(reader);
        MM_REF!(pinned);
        mmget(mm, &mut reader);
        pin(mm, &mut pinned);
        let mut task = Task { mm, mm_ref: MM_REF!(Task::mm_ref) };
        let mut file = File { mm, mm_ref: MM_REF!(File::mm_ref) };
        mmget(mm, &mut task.mm_ref);
        move_ref(reader, &mut file.mm_ref);
        mmput(task.mm, task.mm_ref.take());
        mmget(mm, &mut task.mm_ref);
        let task = std::mem::ManuallyDrop::new(task);
        assert!(std::ptr::eq(task.mm, file.mm));
        drop(file);
        eprintln!("{}", balance());
        let _kept: [*mut _; 1] = [MmRef::into_raw(pinned)];
    });
}
