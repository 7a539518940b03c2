use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mm: &Mm, mut counts: impl Iterator<Item = u32>) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    while let Some(count) = counts.next() {
        if count == mm.users.count() {
            return; //~ C6
        }
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
