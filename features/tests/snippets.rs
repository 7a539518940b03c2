//! Reports with lines of the source.
//!
//! Each is printed by a process of its own, so numbers and threads are the same in every run.
#[path = "../../tests/common/mod.rs"]
mod common;

use std::thread;

use common::in_child;
use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef, move_ref, set_hook};

#[derive(RefClass)]
#[ref_class(name = "mm_users")]
struct MmUsers;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
}

/// An `Mm` that is never freed, with an untracked share.
fn mm(label: &str) -> &'static Mm {
    let mm = Mm { users: RefCount::untracked(1) };
    mm.users.label(label);
    Box::leak(Box::new(mm))
}

/// Compares the output of a process that makes a mistake and continues.
macro_rules! assert_printed {
    ($mistake:expr) => {
        let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], || on_thread("reader", $mistake));
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(child.succeeded()) });
    };
}

fn on_thread<R: Send>(name: &str, work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work);
        thread.expect("a thread can be started").join().expect("it does not panic")
    })
}

fn put_to_another() {
    let (sshd, systemd) = (mm("811 sshd"), mm("1 systemd"));
    MM_REF!(status_ref: MmUsers);
    MM_REF!(next_ref);
    mmref::get(sshd, &mut status_ref);
    move_ref(status_ref, &mut next_ref);
    assert!(!mmref::put(systemd, next_ref));
}

#[test]
fn wrong_object() {
    assert_printed!(put_to_another);
}

#[test]
fn two_references() {
    assert_printed!(|| {
        let sshd = mm("811 sshd");
        MM_REF!(present: MmUsers);
        MM_REF!(previous);
        mmref::get(sshd, &mut present);
        mmref::get(sshd, &mut previous);
        move_ref(present, &mut previous);
        let _kept = previous.into_raw();
    });
}

#[test]
fn a_drop_has_no_place() {
    assert_printed!(|| {
        MM_REF!(mm_ref: MmUsers);
        mmref::get(mm("811 sshd"), &mut mm_ref);
    });
}

#[test]
fn in_colour_on_demand() {
    assert_printed!(|| {
        set_hook(|violation| eprintln!("{:?}", violation.report().with_source().color(true).to_string()));
        assert!(!mmref::put(mm("811 sshd"), MmRef::new()));
    });
}

/// If no source can be found, the report is plain text.
#[test]
fn without_the_source() {
    assert_printed!(|| {
        std::env::set_current_dir("/").expect("there is a root");
        put_to_another();
    });
}

#[test]
fn a_panic_says_it_too() {
    let stderr = in_child!(&[], put_to_another).panicked();
    assert!(stderr.contains("error: mmref: reference put to the wrong object\n"), "{stderr}");
}

fn borrow(mm: &Mm, slot: &SharedRef<MmUsers>) {
    MM_REF!(mm_ref);
    mmref::get(mm, &mut mm_ref);
    slot.store(mm_ref);
}

/// Each reference that is left over is at fault; the scope is named beside them.
#[test]
fn leaked_in_scope() {
    assert_printed!(|| {
        static ACTIVE: SharedRef<MmUsers> = SharedRef::from_ref(MM_REF!());
        let (sshd, scope) = (mm("811 sshd"), mmref::Scope::new("reload"));
        let kept = scope.run(|| {
            MM_REF!(mm_ref);
            mmref::get(sshd, &mut mm_ref);
            borrow(sshd, &ACTIVE);
            mm_ref
        });
        scope.finish();
        assert!(!mmref::put(sshd, kept) && !mmref::put(sshd, ACTIVE.take()));
    });
}
