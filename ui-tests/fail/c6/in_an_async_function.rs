use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
async fn read(mm: &Mm, size: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let size = std::future::ready(size).await?; //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 15)
    let _ = mmref::put(mm, mm_ref);
    Some(size)
}

fn main() {}
