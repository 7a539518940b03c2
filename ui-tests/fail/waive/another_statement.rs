use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, busy: bool, idle: bool) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    #[mmref::waive(C6, reason = "busy ones are pinned")]
    if busy {
        return false;
    }
    if idle {
        return true; //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 15)
    }
    mmref::put(mm, mm_ref)
}

fn main() {}
