use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn reap(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    if !mmref::try_get(mm, &mut mm_ref) || busy {

        return; //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 16; where `busy` is true)
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
