use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
#[derive(Debug, Clone, Copy)]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn twice(task: &Task) -> (Task, Task) {
    (task.clone(), task.clone())
}

fn main() {}
