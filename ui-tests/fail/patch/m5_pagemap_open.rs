use mmref::{MmRef, acquires_ref};
use prelude::kernel::{Mm, MmCount};

struct Pagemap<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<MmCount>,
}

#[acquires_ref(MmCount)]
fn proc_mem_open(mm: &Mm) -> &Mm {
    mmref::get(mm, mm_ref);
    mm
}

fn pagemap_open(mm: &Mm) -> Pagemap<'_> {
    Pagemap { mm } //~ E0063
}

fn main() {}
