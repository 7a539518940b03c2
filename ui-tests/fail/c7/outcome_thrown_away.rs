use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Task {
    mm: &'static Mm,
    exiting: bool,
}

#[acquires_ref(Users)]
fn get_task_mm(task: &Task) -> Option<&'static Mm> {
    if task.exiting {
        return None;
    }
    mmref::get(task.mm, mm_ref);
    Some(task.mm)
}

#[balances_refs]
fn status(task: &Task) -> bool {
    MM_REF!(mm_ref);
    let _ = get_task_mm(task, &mut mm_ref);
    let Some(mm) = get_task_mm(task, &mut mm_ref) else { return false }; //~ C7: `mm_ref` is filled while it is still held
    mmref::put(mm, mm_ref)
}

fn main() {}
