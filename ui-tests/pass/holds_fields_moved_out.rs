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

#[holds_ref(no_drop)]
#[derive(Default)]
struct Bprm<'a> {
    #[counted(Users)]
    mm: Option<&'a Mm>,
    name: String,
}

fn exec<'a>(bprm: Bprm<'a>) -> (Option<&'a Mm>, MmRef<Users>) {
    (bprm.mm, bprm.mm_ref)
}

#[test]
fn main() {
    with_mm(|mm| {
        let mut bprm = Bprm { mm: Some(mm), ..Bprm::default() };
        mmref::get(mm, &mut bprm.mm_ref);
        assert_eq!(bprm.name, "");
        let (mm, mm_ref) = exec(bprm);
        assert!(!mmref::put(mm.unwrap(), mm_ref));
    });
}
