use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    #[ref_count]
    count: RefCount<Count>,
}

#[derive(RefClass)]
struct Count;

#[acquires_ref(Count)]
fn proc_mem_open(mm: &Mm, allowed: bool) -> Option<&Mm> {
    MM_REF!(users_ref: Users);
    mmref::get(mm, &mut users_ref);
    if !allowed {
        return None; //~ C6: `users_ref` may still be held when this `return` leaves (acquired on line 20)
    }
    mmref::get(mm, mm_ref);
    let _ = mmref::put(mm, users_ref);
    Some(mm)
}

fn main() {}
