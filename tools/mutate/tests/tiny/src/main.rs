//! The smallest program that has something of everything: a temporary user, a holder, and a function that nobody calls.

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

struct Holder {
    mm_ref: MmRef<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[balances_refs]
fn size(mm: &Mm) -> u64 {
    MM_REF!(mm_ref: Users);
    mmget(mm, &mut mm_ref);
    let size = mm.size;
    assert!(!mmput(mm, mm_ref));
    size
}

fn release(mm: &Mm, mut holder: Holder) -> bool {
    mmput(mm, holder.mm_ref.take())
}

fn release_later(mm: &Mm, mut holder: Holder) -> bool {
    mmput(mm, holder.mm_ref.take())
}

fn main() {
    assert!(std::env::args().all(|argument| argument != "--fail"), "told to fail");
    MM_REF!(mm_ref: Users);
    let mm = Mm { users: RefCount::new(&mut mm_ref), size: 7 };
    let holder = Holder { mm_ref };
    assert_eq!(size(&mm), 7);
    let later = std::env::args().any(|argument| argument == "--later");
    assert!(if later { release_later(&mm, holder) } else { release(&mm, holder) });
}
