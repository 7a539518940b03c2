use mmref::MmRef;
use prelude::{Mm, Users};

struct Task {
    mm_ref: MmRef<Users>,
}

fn exit_mm(task: &Task, mm: &Mm) -> bool {
    mmref::put(mm, task.mm_ref) //~ E0507
}

fn main() {}
