use mmref::requires_ref;

struct Task;

#[requires_ref(Task)]
fn task_mem(_: &Task) {}

fn main() {}
