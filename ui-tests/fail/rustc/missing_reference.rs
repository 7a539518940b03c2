use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

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

fn status(mm: &Mm) {
    mmget(mm);
}

fn main() {}
