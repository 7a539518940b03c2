use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
#[derive(Debug, Clone, Copy)] //~ C1
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn twice(task: &Task) -> (Task, Task) {
    (task.clone(), task.clone())
}

fn main() {}
