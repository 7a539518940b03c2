mod deps {
    pub use ::mmref as tracking;
}

use deps::tracking::{MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref, requires_ref};

#[derive(RefClass)]
#[ref_class(name = "users", crate = crate::crate_path::deps::tracking)]
struct Users;

#[derive(RefCounted)]
#[ref_counted(crate = deps::tracking)]
struct Mm(#[ref_count] RefCount<Users>);

#[acquires_ref(crate::crate_path::Users, crate = crate::crate_path::deps::tracking)]
fn mmget(mm: &Mm) -> Option<()> {
    Some(mm).filter(|mm| mm.0.count() > 0)?;
    deps::tracking::get(mm, mm_ref);
    Some(())
}

#[requires_ref(crate = deps::tracking, held: Users)]
fn check(_: &Mm) {}

#[releases_ref(Users, crate = deps::tracking)]
fn mmput(mm: &Mm) -> bool {
    deps::tracking::put(mm, mm_ref)
}

#[balances_refs]
#[test]
fn main() {
    assert_eq!(Users::NAME, "users");
    let (mut first, mut second) = (MmRef::new(), MmRef::new());
    let mm = Mm(RefCount::new(&mut first));
    mmget(&mm, &mut second).unwrap();
    check(&mm, &second);
    assert!(!mmput(&mm, second));
    assert!(mmput(&mm, first));
}
