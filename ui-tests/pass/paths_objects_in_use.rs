use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[requires_ref(Users)]
fn task_mem(mm: &Mm) -> u64 {
    mm.size
}

#[acquires_ref(Users)]
fn find(mm: &Mm, there: bool) -> Option<&Mm> {
    if !there {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

struct Task<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn own_parameter(mm: &Mm) -> u64 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref);
    mm.size
}

#[balances_refs]
fn part_of_a_parameter(task: &Task<'_>) -> u64 {
    MM_REF!(mm_ref: Users);
    mmref::get(task.mm, &mut mm_ref);
    mmput(task.mm, mm_ref);
    task.mm.size
}

#[balances_refs]
fn borrowed_from_a_parameter(task: &Task<'_>) -> u64 {
    MM_REF!(mm_ref: Users);
    let mm = task.mm;
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref);
    mm.size
}

#[balances_refs]
fn element_of_a_parameter(mms: &[Mm]) -> u64 {
    let mut sum = 0;
    for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        mmput(mm, mm_ref);
        sum += mm.size;
    }
    sum
}

#[balances_refs]
fn parameter_of_the_same_name(mm: &Mm, there: bool) -> u64 {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(mm, there, &mut mm_ref) {
        mmput(mm, mm_ref);
    }
    mm.size
}

#[balances_refs]
fn kept_by_another(mm: &Mm) -> Option<u64> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let found = find(mm, true, &mut mm_ref)?;
    mmref::get(found, &mut other_ref);
    mmput(found, mm_ref);
    let size = task_mem(found, &other_ref);
    mmput(found, other_ref);
    Some(size)
}

#[balances_refs]
fn kept_by_a_field(mm: &Mm) -> Option<Task<'_>> {
    MM_REF!(mm_ref: Users);
    let mm = find(mm, true, &mut mm_ref)?;
    let mut task = Task { mm, mm_ref: MM_REF!() };
    mmref::move_ref(mm_ref, &mut task.mm_ref);
    println!("{}", mm.size);
    Some(task)
}

#[balances_refs]
fn copied_before(mm: &Mm) -> Option<(u64, u64)> {
    MM_REF!(mm_ref: Users);
    let found = find(mm, true, &mut mm_ref)?;
    let &Mm { size, .. } = found;
    let twice = found.size * 2;
    mmput(found, mm_ref);
    Some((size, twice))
}

#[balances_refs]
fn the_name_stands_for_another(mm: &Mm) -> Option<u64> {
    MM_REF!(mm_ref: Users);
    let mut found = find(mm, true, &mut mm_ref)?;
    mmput(found, mm_ref.take());
    found = find(mm, true, &mut mm_ref)?;
    let size = found.size;
    mmput(found, mm_ref);
    let found = Some(size);
    found
}

#[balances_refs]
fn only_asked_whether_it_was_there(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let found = find(mm, there, &mut mm_ref);
    if let Some(mm) = found {
        mmput(mm, mm_ref);
    }
    found.is_some()
}

#[balances_refs]
fn local_of_its_own() -> u64 {
    MM_REF!(mm_ref: Users);
    let mm = Mm { users: RefCount::new(&mut mm_ref), size: 3 };
    assert!(mmref::put(&mm, mm_ref));
    mm.size
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first), size: 7 };
    let task = kept_by_a_field(&mm).unwrap();
    assert_eq!([own_parameter(&mm), part_of_a_parameter(&task), borrowed_from_a_parameter(&task)], [7; 3]);
    assert_eq!([element_of_a_parameter(std::slice::from_ref(&mm)), parameter_of_the_same_name(&mm, true)], [7; 2]);
    assert_eq!(parameter_of_the_same_name(&mm, false), 7);
    assert_eq!((kept_by_another(&mm), copied_before(&mm)), (Some(7), Some((7, 14))));
    assert_eq!((the_name_stands_for_another(&mm), local_of_its_own()), (Some(7), 3));
    assert!(only_asked_whether_it_was_there(&mm, true) && !only_asked_whether_it_was_there(&mm, false));
    mmput(task.mm, task.mm_ref);
    assert!(mmref::put(&mm, first));
}
