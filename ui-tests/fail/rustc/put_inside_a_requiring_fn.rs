use mmref::{RefClass, RefCount, RefCounted, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[requires_ref(Users)]
fn task_mem(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

fn main() {}
