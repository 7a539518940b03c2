use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, limit: Option<u32>) -> Option<(u32, bool)> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let pair = |limit, last| (limit, last);
    Some(pair(
        limit?, //~ C6: `mm_ref` may still be held when this `?` returns, before the put beside it (acquired on line 15)
        mmref::put(mm, mm_ref),
    ))
}

fn main() {}
