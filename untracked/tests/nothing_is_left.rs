//! With tracking off, references take no room, and a count is the number alone.

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef, acquires_ref, releases_ref, requires_ref};

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

#[test]
fn references_take_no_room() {
    assert_eq!(size_of::<MmRef<Users>>(), 0);
    assert_eq!(size_of::<SharedRef<Users>>(), 0);
    assert_eq!(size_of::<RefCount<Users>>(), 4);
    assert_eq!(size_of::<Mm>(), 4);
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
