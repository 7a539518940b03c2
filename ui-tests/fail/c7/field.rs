use mmref::{MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Work {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn queue(work: &mut Work, mm: &Mm) {
    mmref::get(mm, &mut work.mm_ref);
    mmref::get(mm, &mut work.mm_ref); //~ C7: `work.mm_ref` is filled while it is still held (acquired on line 18)
}

fn main() {}
