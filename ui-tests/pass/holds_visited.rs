use mmref::{HoldsRefs, MM_REF, RefClass, RefCount, RefCounted, holds_ref};

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
struct Task {
    #[counted(Users)]
    _mm: u8,
    #[counted(active_ref: Users, shared)]
    _active_mm: u8,
}

fn fields(structure: &dyn HoldsRefs) -> Vec<String> {
    let mut fields = Vec::new();
    structure.visit_refs(&mut |field| {
        assert_eq!((field.structure(), field.class()), ("Task", "Users"));
        assert_eq!(field.is_held(), field.held().is_some());
        fields.push(field.to_string());
    });
    fields
}

#[test]
fn main() {
    let task = Task { _mm: 1, mm_ref: MM_REF!(), _active_mm: 2, active_ref: MM_REF!(Task::active_ref) }.named();
    assert_eq!(fields(&task), ["Task::mm_ref", "Task::active_ref"]);
    with_mm(|_| ());
}
