use mmref::{MM_REF, RefClass, RefCount, RefCounted, SharedRef, holds_ref};

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
struct Signal {
    #[counted(oom_ref: Users, shared)]
    oom_mm: usize,
}

static SIGNAL: Signal = Signal { oom_mm: 7, oom_ref: MM_REF!(Signal::oom_ref) };

#[test]
fn main() {
    with_mm(|mm| {
        MM_REF!(mm_ref);
        mmref::get(mm, &mut mm_ref);
        SIGNAL.oom_ref.store(mm_ref);
        let _: &SharedRef<Users> = &SIGNAL.oom_ref;
        assert_eq!((SIGNAL.oom_mm, mm.users.count()), (7, 2));
        assert!(!mmref::put(mm, SIGNAL.oom_ref.take()));
    });
}
