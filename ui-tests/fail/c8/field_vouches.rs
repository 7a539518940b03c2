use mmref::{MmRef, balances_refs, requires_ref};
use prelude::{Mm, Users};

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
    task_mem(mm, &old.mm_ref) //~ C8
}

fn main() {}
