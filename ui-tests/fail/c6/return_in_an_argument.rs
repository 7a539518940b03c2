use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, limit: Option<u32>) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let limit = limit.min(match limit {
        Some(0) => return 0, //~ C6
        other => other,
    });
    let _ = mmref::put(mm, mm_ref);
    limit.unwrap_or(1)
}

fn main() {}
