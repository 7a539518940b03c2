use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, limit: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let most = limit?.max(u32::from(mmref::put(mm, mm_ref))); //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 15)
    Some(most)
}

fn main() {}
