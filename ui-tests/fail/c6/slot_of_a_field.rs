use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

struct Task {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn init(mm: &Mm) -> Option<Task> {
    let mut mm_ref = MM_REF!(Task::mm_ref);
    mmref::get(mm, &mut mm_ref);
    if mm.users.count() > 100 {
        return None; //~ C6
    }
    Some(Task { mm_ref })
}

fn main() {}
