use mmref::MmRef;
use prelude::{Mm, Users};

struct Task<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<Users>,
}

fn fork(mm: &Mm) -> Task<'_> {
    Task { mm } //~ E0063
}

fn main() {}
