use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) -> Option<&Mm> {
    mmref::try_get(mm, mm_ref).then_some(mm)
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    assert!(!mmref::put(mm, mm_ref));
}

#[balances_refs]
fn printed(mm: &Mm) -> Option<()> {
    MM_REF!(mm_ref: Users);
    let found = mmget(mm, &mut mm_ref)?;
    mmput(found, mm_ref);
    println!("{{found}} {:p} {found:p}", found);
    Some(())
}

#[balances_refs]
fn compared(mm: &Mm) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    let found = mmget(mm, &mut mm_ref)?;
    mmput(found, mm_ref);
    Some(std::ptr::eq(found, mm))
}

#[balances_refs]
fn made_a_pointer(mm: &Mm) -> Option<*const Mm> {
    MM_REF!(mm_ref: Users);
    let found = mmget(mm, &mut mm_ref)?;
    mmput(found, mm_ref);
    Some(found as *const Mm)
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    printed(&mm).unwrap();
    assert_eq!(compared(&mm), Some(true));
    assert_eq!(made_a_pointer(&mm), Some(&raw const mm));
    assert!(mmref::put(&mm, first));
}
