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

/// What the reference beside the pointer is for.
#[holds_ref]
struct Task<'a> {
    name: &'static str,
    #[counted(mm_ref: Users)]
    mm: Option<&'a Mm>,
}

#[test]
fn main() {
    with_mm(|mm| {
        let mut task = Task { name: "init", mm: Some(mm), mm_ref: MM_REF!(Task::mm_ref) };
        mmref::get(mm, &mut task.mm_ref);
        assert_eq!((task.name, mm.users.count()), ("init", 2));
        let mm = task.mm.take().unwrap();
        assert!(!mmref::put(mm, task.mm_ref.take()));
    });
}
