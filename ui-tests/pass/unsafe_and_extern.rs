use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
unsafe fn get_raw<'a>(mm: *const Mm) -> Option<&'a Mm> {
    // SAFETY: the caller passes null or a pointer to an object that is alive.
    let mm = unsafe { mm.as_ref() }?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[requires_ref(Users)]
extern "C" fn from_c(mm: &Mm) -> bool {
    mm.users.count() > 0
}

#[releases_ref(Users)]
extern "C" fn put_from_c(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[acquires_ref(Users)]
extern "Rust" fn get_from_rust(mm: &Mm) -> *const Mm {
    mmref::get(mm, mm_ref);
    mm
}

#[acquires_ref(Users)]
#[inline(never)]
#[unsafe(no_mangle)]
fn get_exported(mm: &Mm) -> bool {
    mmref::get(mm, mm_ref);
    true
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    // SAFETY: `mm` is alive.
    let same = unsafe { get_raw(&mm, &mut second) }.unwrap();
    assert!(from_c(same, &second));
    assert!(!put_from_c(same, second));
    MM_REF!(third: Users);
    assert!(std::ptr::eq(get_from_rust(&mm, &mut third), &mm));
    assert!(!mmref::put(&mm, third));
    MM_REF!(fourth: Users);
    assert!(get_exported(&mm, &mut fourth));
    assert!(!mmref::put(&mm, fourth));
    assert!(mmref::put(&mm, first));
}
