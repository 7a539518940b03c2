use mmref::{MM_REF, requires_ref};
use prelude::{Mm, Users};

#[requires_ref(held: Users)]
fn status(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mm.users.count()
} //~ C6

fn main() {}
