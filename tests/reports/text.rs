//! Whole reports, as people read them.
//!
//! Each comes from a process of its own, which prints it: so numbers and threads are the same in every run.

use std::thread;

use crate::common::in_child;
use mmref::{
    MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef, acquires_ref, move_ref, raw, requires_ref, set_hook,
};

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

fn on_thread<R: Send>(name: &str, work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work);
        thread.expect("a thread can be started").join().expect("it does not panic")
    })
}

fn held(mm: &Mm) -> MmRef<MmUsers> {
    let mut reference = MmRef::new();
    mmref::get(mm, &mut reference);
    reference
}

/// Compares what a process prints that makes a mistake and goes on.
macro_rules! assert_printed {
    ($mistake:expr) => {
        let child = in_child!(&[("MMREF_ON_VIOLATION", "report")], || on_thread("reader", $mistake));
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(child.succeeded()) });
    };
}

#[test]
fn wrong_object() {
    assert_printed!(|| {
        let (sshd, systemd) = (mm("811 sshd"), mm("1 systemd"));
        MM_REF!(status_ref);
        MM_REF!(init_ref);
        on_thread("main-loop", || mmref::get(systemd, &mut init_ref));
        mmref::get(sshd, &mut status_ref);
        assert!(!mmref::put(systemd, status_ref));
        assert!(!mmref::put(systemd, init_ref));
    });
}

#[test]
fn already_held() {
    assert_printed!(|| {
        let mm = mm("811 sshd");
        MM_REF!(mm_ref);
        mmref::get(mm, &mut mm_ref);
        mmref::get(mm, &mut mm_ref);
        assert!(!mmref::put(mm, mm_ref));
    });
}

#[test]
fn move_to_a_slot_that_is_held() {
    assert_printed!(|| {
        let (sshd, systemd) = (mm("811 sshd"), mm("1 systemd"));
        MM_REF!(from);
        MM_REF!(to);
        mmref::get(sshd, &mut from);
        mmref::get(systemd, &mut to);
        move_ref(from, &mut to);
        assert!(!mmref::put(systemd, to));
    });
}

#[test]
fn not_held() {
    assert_printed!(|| {
        MM_REF!(mm_ref: MmUsers);
        assert!(!mmref::put(mm("811 sshd"), mm_ref));
    });
}

#[test]
fn vouched_with_nothing() {
    #[requires_ref(MmUsers)]
    fn task_size(_mm: &Mm) -> u64 {
        7
    }
    assert_printed!(|| {
        MM_REF!(mm_ref);
        task_size(mm("811 sshd"), &mm_ref);
    });
}

#[test]
fn stale() {
    assert_printed!(|| {
        let mm = mm("811 sshd");
        let raw = held(mm).into_raw();
        for _ in 0..2 {
            // SAFETY: the second use is the mistake to be reported. No memory depends on it.
            assert!(!mmref::put(mm, unsafe { MmRef::<MmUsers>::from_raw(raw) }));
        }
    });
}

#[test]
fn leaked_reference_that_was_moved() {
    assert_printed!(|| {
        let mm = mm("811 sshd");
        let slot = SharedRef::new();
        slot.store(held(mm));
        drop(slot);
    });
}

#[test]
fn leaked_object() {
    assert_printed!(|| {
        MM_REF!(first: MmUsers);
        let users = RefCount::new(&mut first);
        users.label("811 sshd");
        MM_REF!(second: MmUsers);
        on_thread("scanner", || users.get(&mut second));
        drop(Mm { users });
        core::mem::forget([first, second]);
    });
}

#[test]
fn from_zero() {
    assert_printed!(|| {
        let mm = Mm { users: RefCount::zero() };
        MM_REF!(mm_ref);
        mmref::get(&mm, &mut mm_ref);
    });
}

#[test]
fn overflow() {
    assert_printed!(|| {
        let mm = Mm { users: RefCount::untracked(i32::MAX as u32) };
        MM_REF!(mm_ref);
        mmref::get(&mm, &mut mm_ref);
    });
}

#[test]
fn count_mismatch() {
    assert_printed!(|| {
        MM_REF!(mm_ref: MmUsers);
        let users = RefCount::new(&mut mm_ref);
        assert!(!users.put_untracked());
        assert!(users.put(mm_ref));
        drop(Mm { users: RefCount::untracked(2) });
    });
}

#[test]
fn missing_acquire() {
    #[acquires_ref(MmUsers)]
    fn get_task_mm(mm: &Mm) -> Option<&Mm> {
        let _: &mut MmRef<MmUsers> = mm_ref;
        Some(mm)
    }
    assert_printed!(|| {
        MM_REF!(mm_ref);
        get_task_mm(mm("811 sshd"), &mut mm_ref);
    });
}

#[test]
fn unexpected_acquire() {
    #[mmref::waive(C10, reason = "what is left to run time is what this shows")]
    #[acquires_ref(MmUsers)]
    fn get_task_mm(mm: &Mm) -> Option<&Mm> {
        mmref::get(mm, mm_ref);
        None
    }
    assert_printed!(|| {
        let mm = mm("811 sshd");
        MM_REF!(mm_ref);
        assert!(get_task_mm(mm, &mut mm_ref).is_none());
        assert!(!mmref::put(mm, mm_ref));
    });
}

/// The address is that of nothing: it only has to be the same in every run.
#[test]
fn foreign_object() {
    assert_printed!(|| {
        let addresses = [0x7000_u64, 0x8000].map(|address| core::ptr::without_provenance::<u8>(address as usize));
        MM_REF!(mm_ref: MmUsers);
        raw::list(addresses[0], &mut mm_ref);
        raw::unlist(addresses[1], mm_ref);
    });
}

/// Holders in `places` places: one in the first, two in the second, and so on.
fn crowd(mm: &'static Mm, places: usize) -> Vec<MmRef<MmUsers>> {
    let slots: [fn() -> MmRef<MmUsers>; 4] = [
        || MM_REF!(),
        || MmRef::new(),
        || {
            MM_REF!(third);
            third
        },
        || {
            MM_REF!(fourth);
            fourth
        },
    ];
    let mut crowd: Vec<_> =
        slots[..places].iter().enumerate().flat_map(|(place, slot)| (0..=place).map(|_| slot())).collect();
    crowd.iter_mut().for_each(|reference| mmref::get(mm, reference));
    crowd
}

fn put_nothing_where_a_crowd_holds(places: usize) {
    let mm = mm("811 sshd");
    let crowd = crowd(mm, places);
    assert!(!mmref::put(mm, MmRef::new()));
    crowd.into_iter().for_each(|reference| assert!(!mmref::put(mm, reference)));
}

#[test]
fn holders_are_grouped() {
    assert_printed!(|| put_nothing_where_a_crowd_holds(4));
}

#[test]
fn limit_is_for_one_report() {
    assert_printed!(|| {
        set_hook(|violation| eprintln!("{}\n\n{}", violation.report().limit(1), violation.report().limit(3)));
        put_nothing_where_a_crowd_holds(4);
    });
}

#[test]
fn limit_of_nothing_leaves_the_sum() {
    assert_printed!(|| {
        mmref::set_report_limit(0);
        put_nothing_where_a_crowd_holds(4);
    });
}

#[test]
fn sixteen_places_are_shown_unless_told_otherwise() {
    assert_printed!(|| {
        let mm = mm("811 sshd");
        let holders: Vec<_> = (0..20).map(|number| on_thread(&format!("reader-{number:02}"), || held(mm))).collect();
        assert!(!mmref::put(mm, MmRef::new()));
        holders.into_iter().for_each(|reference| assert!(!mmref::put(mm, reference)));
    });
}

#[test]
fn not_zero() {
    assert_printed!(|| {
        let mm = mm("811 sshd");
        let status_ref = held(mm);
        MM_REF!(again);
        mm.users.restart(&mut again);
        assert!(!mmref::put(mm, status_ref));
    });
}

#[test]
fn leaked_in_scope() {
    assert_printed!(|| {
        let (sshd, systemd, scope) = (mm("811 sshd"), mm("1 systemd"), mmref::Scope::new("reload"));
        MM_REF!(first);
        MM_REF!(cached);
        scope.run(|| {
            mmref::get(sshd, &mut first);
            core::mem::forget(held(sshd));
            core::mem::forget(held(systemd));
        });
        scope.clone().finish();
        let scope = mmref::Scope::new("cache");
        scope.allow::<MmUsers>("cached", 2);
        scope.run(|| mmref::get(sshd, &mut cached));
        scope.finish();
        assert!(!mmref::put(sshd, first) && !mmref::put(sshd, cached));
    });
}
