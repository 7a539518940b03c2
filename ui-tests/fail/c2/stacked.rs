use mmref::{RefClass, RefCount, RefCounted, acquires_ref, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
#[releases_ref(Users)]
fn exchange(from: &Mm, to: &Mm) {
    mmref::get(to, mm_ref);
    let _ = from;
}

fn main() {}
