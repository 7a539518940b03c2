use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    #[mmref::waive(C6, reason = "pinned for ever")] //~ C1
    {
        mmref::get(mm, &mut mm_ref);
    }
    if busy {
        return; //~ C6
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
