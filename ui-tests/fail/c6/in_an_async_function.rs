use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
async fn read(mm: &Mm, size: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let size = std::future::ready(size).await?; //~ C6
    let _ = mmref::put(mm, mm_ref);
    Some(size)
}

fn main() {}
