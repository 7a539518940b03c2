use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mms: &[Mm], wanted: u32) {
    for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        if mm.users.count() == wanted {
            break; //~ C6
        }
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
