use mmref::{MmRef, RefClass};

#[derive(RefClass)]
struct Users;

struct Task;

fn get_task(task: &Task, slot: &mut MmRef<Users>) {
    mmref::get(task, slot); //~ E0277
}

fn main() {}
