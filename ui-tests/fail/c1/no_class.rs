use mmref::acquires_ref;

#[acquires_ref] //~ C1
fn get_task_mm() {}

fn main() {}
