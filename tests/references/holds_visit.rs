//! A structure shows each of its references, with what it holds.

use crate::common::{Page, Pins, Users};
use mmref::snapshot::HeldField;
use mmref::{HoldsRefs, MM_REF, MmRef, holds_ref};

#[holds_ref]
struct Task<'a> {
    #[counted(mm_ref: Users)]
    mm: Option<&'a Page>,
    #[counted(active: Pins, shared)]
    active_mm: Option<&'a Page>,
    #[cfg(any())]
    #[counted(absent: Missing)]
    gone: u8,
}

const fn task() -> Task<'static> {
    Task { mm: None, mm_ref: MM_REF!(Task::mm_ref), active_mm: None, active: MM_REF!(Task::active) }
}

fn fields(structure: &dyn HoldsRefs) -> Vec<HeldField> {
    let mut fields = Vec::new();
    structure.visit_refs(&mut |field| fields.push(field));
    fields
}

#[test]
fn names_and_classes_in_the_order_of_the_fields() {
    let task = task();
    let named: Vec<_> = fields(&task).iter().map(|field| (field.structure(), field.name(), field.class())).collect();
    assert_eq!(named, [("Task", "mm_ref", "users"), ("Task", "active", "pins")]);
    assert_eq!(fields(&task)[1].to_string(), "Task::active");
    assert!(task.mm.is_none() && task.active_mm.is_none());
}

#[test]
fn idle_references_hold_nothing() {
    assert!(fields(&task()).iter().all(|field| !field.is_held() && field.held().is_none()));
}

#[test]
fn held_references_tell_of_object_and_place() {
    let (page, mut task) = (Page::untracked(), task());
    let line = (page.users.get(&mut task.mm_ref), line!()).1;
    let [mm, active] = fields(&task)[..] else { panic!("two fields") };
    let held = mm.held().expect("it is held");
    assert_eq!((held.object(), held.class(), held.acquired().line()), (page.users.refs().object(), "users", line));
    assert_eq!(held.owner().to_string(), mm.to_string());
    assert!(mm.is_held() && !active.is_held());
    assert!(!page.users.put(task.mm_ref.take()));
    assert!(!fields(&task)[0].is_held());
    assert!(mm.held().is_none(), "given up since");
    assert!(page.users.put_untracked() && page.pins.put_untracked());
}

#[test]
fn shared_references_stay_where_they_are() {
    let (page, task) = (Page::untracked(), task());
    MM_REF!(from);
    page.pins.get(&mut from);
    task.active.store(from);
    for _ in 0..2 {
        let held = fields(&task)[1].held().expect("it is held");
        assert_eq!(held.object(), page.pins.refs().object());
    }
    assert_eq!(page.pins.refs().listed(), 1);
    assert!(!page.pins.put(task.active.take()));
    assert!(page.users.put_untracked() && page.pins.put_untracked());
}

#[test]
fn structures_of_several_types_are_one_kind_of_thing() {
    #[holds_ref]
    struct Generic<T: ?Sized> {
        #[counted(Users)]
        mm: u8,
        value: T,
    }
    let generic: &Generic<[u8]> = &Generic { mm: 1, mm_ref: MmRef::new(), value: [2, 3] };
    assert_eq!((generic.mm, &generic.value), (1, &[2, 3][..]));
    let mut count = 0;
    generic.visit_refs(&mut |field| count += usize::from(field.structure() == "Generic"));
    let structures: [&dyn HoldsRefs; 2] = [&task(), &Generic { mm: 1, mm_ref: MmRef::new(), value: () }];
    assert_eq!((count, structures.map(|structure| fields(structure).len())), (1, [2, 1]));
}
