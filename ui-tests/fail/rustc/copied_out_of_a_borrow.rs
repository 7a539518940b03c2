use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Task {
    mm_ref: MmRef<Users>,
}

fn exit_mm(task: &Task, mm: &Mm) -> bool {
    mmref::put(mm, task.mm_ref)
}

fn main() {}
