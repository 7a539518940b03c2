use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

struct Task {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn init(mm: &Mm) -> Task {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    Task { mm_ref: MM_REF!(Task::mm_ref) }
} //~ C6

fn main() {}
