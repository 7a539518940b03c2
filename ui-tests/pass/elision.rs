use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

use std::cell::{Ref, RefCell};

struct Task {
    mm: Option<Mm>,
}

#[acquires_ref(Users)]
fn of_one_reference(task: &Task) -> Option<&Mm> {
    let mm = task.mm.as_ref()?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[requires_ref(Users)]
fn of_a_path(task: Ref<'_, Task>) -> Ref<'_, Option<Mm>> {
    Ref::map(task, |task| &task.mm)
}

#[requires_ref(Users)]
fn of_a_named_one<'a>(one: &'a Task, _: &'a str) -> &Option<Mm> {
    &one.mm
}

#[requires_ref(Users)]
fn of_a_pattern(&(ref mm, _): &(Mm, u8)) -> &Mm {
    mm
}

#[requires_ref(Users)]
fn into_a_trait_object(task: &Task) -> Box<dyn Iterator<Item = &Mm> + '_> {
    Box::new(task.mm.iter())
}

#[requires_ref(Users)]
fn beside_a_callback(task: &Task, map: impl Fn(&Mm) -> &Mm) -> Option<&Mm> {
    task.mm.as_ref().map(map)
}

#[requires_ref(Users)]
fn of_static_data(name: &'static str) -> &str {
    name
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let task = Task { mm: Some(Mm { users: RefCount::new(&mut first) }) };
    MM_REF!(second: Users);
    let mm = of_one_reference(&task, &mut second).unwrap();
    assert!(beside_a_callback(&task, |mm| mm, &second).is_some());
    assert!(of_a_named_one(&task, "", &second).is_some());
    assert_eq!(into_a_trait_object(&task, &second).count(), 1);
    assert_eq!(of_static_data("mm", &second), "mm");
    assert!(!mmref::put(mm, second));

    let cell = RefCell::new(task);
    assert!(of_a_path(cell.borrow(), &first).is_some());
    let pair = (cell.into_inner().mm.unwrap(), 0);
    assert!(mmref::put(of_a_pattern(&pair, &first), first));
}
