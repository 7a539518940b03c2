use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[derive(Default)]
struct Task<'a> {
    mm: Option<&'a Mm>,
    mm_ref: MmRef<Users>,
    others: Vec<MmRef<Users>>,
}

#[balances_refs]
fn copy_mm<'a>(task: &mut Task<'a>, mm: &'a Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::move_ref(mm_ref, &mut task.mm_ref);
    task.mm = Some(mm);
}

#[balances_refs]
fn assigned<'a>(task: &mut Task<'a>, mm: &'a Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    task.mm_ref = mm_ref;
    task.mm = Some(mm);
}

#[balances_refs]
fn in_a_literal(mm: &Mm) -> Task<'_> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    Task { mm: Some(mm), mm_ref, others: Vec::new() }
}

#[balances_refs]
fn pushed(task: &mut Task<'_>, mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    task.others.push(mm_ref);
}

#[balances_refs]
fn exit_mm(task: &mut Task<'_>) {
    MM_REF!(mm_ref: Users);
    let Some(mm) = task.mm.take() else { return };
    mmref::move_ref(task.mm_ref.take(), &mut mm_ref);
    for other in task.others.drain(..) {
        mmput(mm, other);
    }
    mmput(mm, mm_ref);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mut task = Task::default();
    exit_mm(&mut task);
    copy_mm(&mut task, &mm);
    pushed(&mut task, &mm);
    pushed(&mut task, &mm);
    exit_mm(&mut task);
    assigned(&mut task, &mm);
    exit_mm(&mut task);
    exit_mm(&mut in_a_literal(&mm));
    assert!(mmref::put(&mm, first));
}
