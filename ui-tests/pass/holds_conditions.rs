use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, holds_ref};

#[derive(RefClass)]
struct Users;

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

#[holds_ref]
struct Vma {
    #[cfg(any())]
    #[counted(gone: Missing)]
    _gone: Nowhere,
    #[cfg(all())]
    #[counted(here: Users)]
    _here: u8,
    // One name, under conditions that exclude each other.
    #[cfg(any())]
    #[counted(mm_ref: Missing)]
    _mm: u8,
    #[cfg(not(any()))]
    #[counted(mm_ref: Users)]
    _mm: u8,
}

#[holds_ref]
#[cfg(any())]
struct Gone {
    #[counted(Missing)]
    mm: Nowhere,
}

#[holds_ref]
struct Nothing {
    #[cfg(any())]
    #[counted(Missing)]
    mm: Nowhere,
}

#[test]
fn main() {
    let vma = Vma { _here: 1, here: MM_REF!(Vma::here), _mm: 2, mm_ref: MM_REF!(Vma::mm_ref) };
    let _: [&MmRef<Users>; 2] = [&vma.here, &vma.mm_ref];
    drop((vma, Nothing {}));
    with_mm(|_| ());
}
