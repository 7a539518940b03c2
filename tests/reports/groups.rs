//! Snapshots as tables: what is held, in groups, bounded, and what has changed.
//!
//! Each comes from a process of its own, which prints it: so numbers and threads are the same in every run.

use crate::common::in_child;
use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, live, move_ref, set_capacity, snapshot::GroupBy};

#[derive(RefClass)]
#[ref_class(name = "mm_users")]
struct MmUsers;

#[derive(RefClass)]
#[ref_class(name = "mm_count")]
struct MmCount;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
    #[ref_count]
    count: RefCount<MmCount>,
}

/// An `Mm` that is never freed.
fn mm(label: &str) -> &'static Mm {
    let mm = Mm { users: RefCount::untracked(1), count: RefCount::untracked(1) };
    mm.users.label(label);
    mm.count.label(label);
    Box::leak(Box::new(mm))
}

/// Three readers, a file and a task hold two objects, and nobody gives anything up.
fn populate() {
    let (sshd, systemd) = (mm("811 sshd"), mm("1 systemd"));
    for mm in [sshd, sshd, systemd] {
        MM_REF!(reader: MmUsers);
        mmref::get(mm, &mut reader);
        keep(reader);
    }
    MM_REF!(file: MmCount);
    mmref::get(sshd, &mut file);
    keep(file);
    MM_REF!(status: MmUsers);
    MM_REF!(task: MmUsers);
    mmref::get(sshd, &mut status);
    move_ref(status, &mut task);
    keep(task);
}

fn keep<C: RefClass>(reference: MmRef<C>) {
    let _raw = reference.into_raw();
}

/// Compares what a process writes to standard error.
macro_rules! assert_written {
    ($body:expr) => {
        let child = in_child!(&[], $body);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(child.succeeded()) });
    };
}

#[test]
fn by_owner() {
    assert_written!(|| {
        populate();
        eprintln!("{}", live());
    });
}

#[test]
fn by_place_class_and_object() {
    assert_written!(|| {
        populate();
        for by in [GroupBy::Place, GroupBy::Class, GroupBy::Object] {
            eprintln!("{}", live().by(by));
        }
    });
}

#[test]
fn no_more_groups_than_asked_for() {
    assert_written!(|| {
        populate();
        eprintln!("{}\n{}", live().by(GroupBy::Owner).limit(1), live().by(GroupBy::Owner).limit(2));
    });
}

#[test]
fn one_class_only() {
    assert_written!(|| {
        populate();
        eprintln!("{}", live().filter(|holder| holder.class() == "mm_count"));
    });
}

#[test]
fn what_has_changed() {
    assert_written!(|| {
        let mm = mm("1 systemd");
        MM_REF!(goes: MmUsers);
        MM_REF!(moves: MmUsers);
        MM_REF!(stays: MmUsers);
        MM_REF!(comes: MmUsers);
        MM_REF!(next: MmUsers);
        for reference in [&mut goes, &mut moves, &mut stays] {
            mmref::get(mm, reference);
        }
        let before = live();
        assert!(!mmref::put(mm, goes));
        move_ref(moves, &mut next);
        mmref::get(mm, &mut comes);
        eprintln!("{}", live().diff(&before));
        for reference in [stays, comes, next] {
            keep(reference);
        }
    });
}

#[test]
fn nothing_is_held() {
    assert_written!(|| eprintln!("{}\n{}", live(), live().diff(&live())));
}

#[test]
fn what_is_not_listed_is_told_of() {
    assert_written!(|| {
        set_capacity(0);
        populate();
        eprintln!("{}", live());
    });
}
