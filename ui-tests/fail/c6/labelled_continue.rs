use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mms: &[Mm], wanted: &[u32]) {
    'mms: for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        for count in wanted {
            if mm.users.count() == *count {
                continue 'mms; //~ C6
            }
        }
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
