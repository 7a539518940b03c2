use mmref::{MmRef, RefClass, RefCount, RefCounted, balances_refs, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[requires_ref(Users)]
fn task_mem(_mm: &Mm) -> u64 {
    0
}

struct Task {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn adopt(old: &mut Task, new: &mut Task, mm: &Mm) -> u64 {
    mmref::move_ref(old.mm_ref.take(), &mut new.mm_ref);
    task_mem(mm, &old.mm_ref) //~ C8: `old.mm_ref` is idle here, so it vouches for nothing
}

fn main() {}
