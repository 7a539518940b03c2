use mmref::{MM_REF, RefCount, RefCounted, balances_refs};
use prelude::Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    busy: bool,
    exiting: bool,
}

#[balances_refs]
fn status(mm: &Mm) -> Option<bool> {
    if mm.busy {
        return None;
    }
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if mm.exiting {
        return None; //~ C6
    }
    Some(mmref::put(mm, mm_ref))
}

fn main() {}
