use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(first: Users, second: Users)]
fn put_twice(mm: &Mm) -> bool {
    if !mmref::put(mm, first) {
        return false; //~ C4: `second` is not given up when this `return` leaves
    }
    mmref::put(mm, second)
}

fn main() {}
