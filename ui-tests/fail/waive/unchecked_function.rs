use mmref::MM_REF;
use prelude::{Mm, Users};

#[mmref::waive(C6, reason = "pinned for ever")] //~ C1
fn pin(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
}

fn main() {}
