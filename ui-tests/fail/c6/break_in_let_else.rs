use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mms: &[Mm], counts: &[Option<u32>]) {
    for (mm, count) in mms.iter().zip(counts) {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        let Some(count) = count else { break }; //~ C6
        println!("{count} {}", mmref::put(mm, mm_ref));
    }
}

fn main() {}
