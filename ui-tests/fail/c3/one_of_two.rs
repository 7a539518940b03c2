use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(one: Users, two: Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, one);
}

fn main() {}
