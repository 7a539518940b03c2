use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn walk(mm: &Mm, mut at: Option<u32>, next: fn() -> Option<u32>) {
    while at.is_some() {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        at = next();
        if at.is_none() {
            break; //~ C6: `mm_ref` is still held when this `break` leaves (acquired on line 16)
        }
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
