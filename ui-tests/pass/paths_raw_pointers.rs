use std::ffi::c_void;

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[balances_refs]
fn to_c(mm: &Mm) -> *mut c_void {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mm_ref.into_raw()
}

#[balances_refs]
fn from_c(mm: &Mm, raw: *mut c_void) {
    // SAFETY: it comes from `to_c`, and this is its only use.
    let mm_ref = unsafe { MmRef::from_raw(raw) };
    mmput(mm, mm_ref);
}

#[balances_refs]
fn listed_by_address(counter: &mut u32) -> u32 {
    MM_REF!(widget_ref: Users);
    *counter += 1;
    let widget: *const u32 = counter;
    mmref::raw::list(widget, &mut widget_ref);
    let seen = *counter;
    mmref::raw::unlist(widget, widget_ref);
    *counter -= 1;
    seen
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let raw = to_c(&mm);
    from_c(&mm, raw);
    assert_eq!(listed_by_address(&mut 1), 2);
    assert!(mmref::put(&mm, first));
}
