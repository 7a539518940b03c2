use mmref::{RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count(Users)]
    users: RefCount<Users>,
}

fn main() {}
