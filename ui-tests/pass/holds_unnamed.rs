use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};

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
struct File {
    #[counted(Users)]
    mm: *const Mm,
}

#[test]
fn main() {
    with_mm(|mm| {
        MM_REF!(mm_ref);
        mmref::get(mm, &mut mm_ref);
        let mut file = File { mm, mm_ref };
        assert!(std::ptr::eq(file.mm, mm));
        assert!(!mmref::put(mm, file.mm_ref.take()));
    });
}
