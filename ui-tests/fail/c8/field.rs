use mmref::{MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    let _ = mmref::put(mm, mm_ref);
}

struct Work {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn done(mut work: Work, mm: &Mm) {
    mmput(mm, work.mm_ref.take());
    mmput(mm, work.mm_ref.take()); //~ C8: `work.mm_ref` is idle here, so there is nothing to give up
}

fn main() {}
