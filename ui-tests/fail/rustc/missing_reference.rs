use mmref::{RefClass, RefCount, RefCounted, acquires_ref, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[balances_refs]
fn status(mm: &Mm) {
    mmget(mm); //~ E0061
}

fn main() {}
