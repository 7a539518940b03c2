use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef, holds_ref};

#[derive(RefClass)]
pub(crate) struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn with_mm(work: impl FnOnce(&Mm)) {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    work(&mm);
    assert_eq!(mm.users.count(), 1);
    assert!(mmref::put(&mm, first));
}

mod types {
    pub(crate) type Reference = mmref::MmRef<super::Users>;
    pub(crate) use super::Users as MmUsers;
}

macro_rules! reference {
    ($class:ty) => { ::mmref::MmRef<$class> };
}

#[holds_ref]
struct Task {
    mm_ref: MmRef<Users>,
    #[counted(Users)]
    _mm: u8,
    #[counted(active_ref: Users, shared)]
    _active_mm: u8,
    pub(crate) active_ref: SharedRef<types::MmUsers>,
    #[counted(alias: types::MmUsers)]
    _alias: u8,
    alias: types::Reference,
    #[counted(r#macro: Users)]
    _macro: u8,
    r#macro: reference!(Users),
}

#[test]
fn main() {
    let task = Task {
        mm_ref: MM_REF!(Task::mm_ref),
        _mm: 1,
        _active_mm: 2,
        active_ref: MM_REF!(Task::active_ref),
        _alias: 3,
        alias: MM_REF!(Task::alias),
        _macro: 4,
        r#macro: MM_REF!(Task::r#macro),
    };
    let _: [&MmRef<Users>; 3] = [&task.mm_ref, &task.alias, &task.r#macro];
    let _: &SharedRef<Users> = &task.active_ref;
    with_mm(|_| ());
}
