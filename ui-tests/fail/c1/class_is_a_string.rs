use mmref::acquires_ref;

#[acquires_ref("mm_users")]
fn get_task_mm() {}

fn main() {}
