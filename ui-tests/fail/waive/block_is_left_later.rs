use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    #[mmref::waive(C6, reason = "pinned for ever")] //~ waive: this silences nothing
    {
        mmref::get(mm, &mut mm_ref);
    }
    if busy {
        return; //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 17)
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
