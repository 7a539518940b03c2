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
    let alive = mmref::try_get(mm, &mut mm_ref);
    if !alive {
        return;
    }
    if busy {
        return; //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 15)
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
