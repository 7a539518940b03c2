use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, busy: bool, idle: bool) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    #[mmref::waive(C6, reason = "busy ones are pinned")]
    if busy {
        return false;
    }
    if idle {
        return true; //~ C6
    }
    mmref::put(mm, mm_ref)
}

fn main() {}
