use mmref::acquires_ref;
use prelude::{Mm, Users, mmget};

#[acquires_ref(Users)]
fn get_task_mm(task: &Option<Mm>) -> Option<&Mm> {
    let mm = task.as_ref()?;
    mmget(mm, mm_ref);
    mmget(mm, mm_ref); //~ C7
    Some(mm)
}

fn main() {}
