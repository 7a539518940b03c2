//! With tracking off, references take no space, and a count is only the number.

use mmref::{
    HoldsRefs, MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef, acquires_ref, holds_ref, releases_ref, requires_ref,
};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[requires_ref(Users)]
fn size(mm: &Mm) -> u32 {
    mm.users.count()
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[holds_ref]
struct Task<'a> {
    #[counted(mm_ref: Users)]
    mm: &'a Mm,
    #[counted(active_ref: Users, shared)]
    active_mm: &'a Mm,
}

#[test]
fn references_take_no_room() {
    assert_eq!(size_of::<MmRef<Users>>(), 0);
    assert_eq!(size_of::<SharedRef<Users>>(), 0);
    assert_eq!(size_of::<RefCount<Users>>(), 4);
    assert_eq!(size_of::<Mm>(), 4);
    assert_eq!(size_of::<Task<'_>>(), 2 * size_of::<&Mm>());
}

#[test]
fn structures_hold_nothing() {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    let task = Task { mm: &mm, mm_ref: first, active_mm: &mm, active_ref: MM_REF!(Task::active_ref) }.named();
    let mut fields = Vec::new();
    task.visit_refs(&mut |field| fields.push((field.to_string(), field.class(), field.is_held(), field.held().is_some())));
    assert_eq!(
        fields,
        [("Task::mm_ref".to_owned(), "Users", false, false), ("Task::active_ref".to_owned(), "Users", false, false)]
    );
    assert_eq!(task.mm.users.count() + task.active_mm.users.count(), 2);
}

#[test]
fn counts_are_kept() {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    mmget(&mm, &mut second);
    assert_eq!(size(&mm, &second), 2);
    assert!(!mmput(&mm, second));
    assert!(mmput(&mm, first));
    assert_eq!(mm.users.count(), 0);
}

#[test]
fn nothing_is_listed() {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    mm.users.label("has no effect");
    assert!(mm.users.refs().holders().is_empty());
    assert!(mmref::live().is_empty());
    assert!(mmref::sites().is_empty());
    assert!(mmput(&mm, first));
}
