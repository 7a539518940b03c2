use mmref::{MM_REF, acquires_ref, balances_refs};
use prelude::{Mm, Users};

struct Task {
    mm: Option<&'static Mm>,
}

#[acquires_ref(Users)]
fn get_task_mm(task: &Task) -> Option<&'static Mm> {
    let mm = task.mm?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[balances_refs]
fn status(task: &Task) -> bool {
    MM_REF!(mm_ref);
    let _ = get_task_mm(task, &mut mm_ref);
    let Some(mm) = get_task_mm(task, &mut mm_ref) else { return false }; //~ C7
    mmref::put(mm, mm_ref)
}

fn main() {}
