use mmref::{MmRef, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct MmUsers;

#[derive(RefClass)]
struct MmCount;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
    #[ref_count]
    count: RefCount<MmCount>,
}

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
    Pagemap { mm }
}

fn main() {}
