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

#[holds_ref(no_drop)]
struct File<'a> {
    #[counted(Users)]
    mm: &'a Mm,
}

impl Drop for File<'_> {
    fn drop(&mut self) {
        assert!(!mmref::put(self.mm, self.mm_ref.take()));
        mmref::HoldsRefs::check_drop(self);
    }
}

#[test]
fn main() {
    with_mm(|mm| {
        let mut file = File { mm, mm_ref: MM_REF!(File::mm_ref) };
        mmref::get(mm, &mut file.mm_ref);
        assert_eq!(mm.users.count(), 2);
    });
}
