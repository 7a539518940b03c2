use mmref::requires_ref;

struct Task;

#[requires_ref(Task)] //~ E0277
fn task_mem(_: &Task) {}

fn main() {}
