use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, size: Option<u32>) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let Some(size) = size else {
        return 0; //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 15)
    };
    let _ = mmref::put(mm, mm_ref);
    size
}

fn main() {}
