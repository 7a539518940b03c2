use mmref::acquires_ref;

#[acquires_ref]
fn get_task_mm() {}

fn main() {}
