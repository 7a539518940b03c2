use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, busy: bool) {
    'done: {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        if busy {
            break 'done; //~ C6
        }
        let _ = mmref::put(mm, mm_ref);
    }
    println!("done");
}

fn main() {}
