//! A structure is a site: listed by name, with its references, and with how its drops went.

use crate::common::{Pins, Users, immortal, serial, violations};
use mmref::{HoldsRefs, MM_REF, acquires_ref, holds_ref, site::Site, site::SiteKind, sites};

mod task {
    use super::{Pins, Users};

    #[mmref::holds_ref]
    pub(super) struct Task {
        #[counted(mm_ref: Users)]
        pub(super) mm: u8,
        #[counted(r#pin: Pins, shared)]
        #[cfg(any(unix, not(unix)))]
        pub(super) pinned: u8,
        #[counted(absent: Missing)]
        #[cfg(any())]
        gone: u8,
    }
}

/// Never put together, and so never compiled.
#[holds_ref]
#[allow(dead_code)]
struct Generic<'a, T, const N: usize> {
    #[counted(Users)]
    mm: &'a [T; N],
}

#[holds_ref(no_drop)]
struct ByHand {
    #[counted(Users)]
    mm: u8,
}

#[acquires_ref(Users)]
fn get(count: &mmref::RefCount<Users>) {
    count.get(mm_ref);
}

fn site(name: &str) -> Site {
    let mut found = sites().into_iter().filter(|site| site.name() == name);
    let site = found.next().unwrap_or_else(|| panic!("no site {name} in {:?}", sites()));
    assert!(found.next().is_none(), "one site a structure");
    site
}

fn task() -> task::Task {
    task::Task { mm: 1, mm_ref: MM_REF!(task::Task::mm_ref), pinned: 2, pin: MM_REF!(task::Task::pin) }
}

#[test]
fn is_listed_with_its_references() {
    let site = site("references::holds_sites::task::Task");
    assert_eq!(site.kind(), SiteKind::Holds);
    assert_eq!(format!("{:>7}", site.kind()), "  holds");
    assert_eq!(site.references(), [("mm_ref", "Users"), ("pin", "Pins")]);
    assert_eq!((site.place().line(), site.place().column()), (10, 23));
    assert!(site.place().file().ends_with("holds_sites.rs"));
    assert_eq!((site.acquired(), site.released()), (0, 0));
}

#[test]
fn generics_are_listed_once() {
    assert_eq!(site("references::holds_sites::Generic").references(), [("mm_ref", "Users")]);
}

#[test]
fn functions_have_no_drops() {
    let count = immortal();
    MM_REF!(mm_ref);
    get(count, &mut mm_ref);
    assert!(!count.put(mm_ref));
    let site = site("references::holds_sites::get");
    assert_eq!((site.kind(), site.acquired()), (SiteKind::Acquires, 1));
    assert_eq!((site.idle_drops(), site.held_drops()), (0, 0));
}

#[test]
fn drops_are_counted() {
    let _turn = serial();
    let (site, count) = (site("references::holds_sites::task::Task"), immortal());
    assert_eq!((site.idle_drops(), site.held_drops()), (0, 0));
    let idle = task();
    assert_eq!(idle.mm + idle.pinned, 3);
    drop((idle, task()));
    assert_eq!((site.idle_drops(), site.held_drops()), (2, 0));
    let mut held = task();
    count.get(&mut held.mm_ref);
    assert_eq!(violations(|| drop(held)).len(), 1);
    std::thread::spawn(|| drop(task())).join().expect("it does not panic");
    assert_eq!((site.idle_drops(), site.held_drops()), (3, 1));
}

#[test]
fn drops_written_by_hand_are_counted_where_they_are_checked() {
    let site = site("references::holds_sites::ByHand");
    let mut by_hand = ByHand { mm: 1, mm_ref: MM_REF!(ByHand::mm_ref) };
    by_hand.check_drop();
    assert_eq!((by_hand.mm, site.idle_drops()), (1, 1));
    drop(by_hand);
    assert_eq!((site.idle_drops(), site.held_drops()), (1, 0), "it has no drop of its own");
}
