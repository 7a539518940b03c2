use mmref::acquires_ref;

#[acquires_ref("mm_users")] //~ C1
fn get_task_mm() {}

fn main() {}
