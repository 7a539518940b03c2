use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn exists(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if matches!(find(pid, &mut mm_ref), Some(_)) {

        return true; //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 20)
    }
    false
}

fn main() {}
