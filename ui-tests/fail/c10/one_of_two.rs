use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(first: Users, second: Users)]
fn get_twice(mm: &Mm, twice: bool) -> Option<&Mm> {
    mmref::get(mm, first);
    if twice {
        mmref::get(mm, second);
    }
    Some(mm) //~ C10: this returns success, but nothing has filled `second` where `twice` is false
}

fn main() {}
