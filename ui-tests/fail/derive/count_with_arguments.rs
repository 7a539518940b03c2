use mmref::{RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count(Users)] //~ C1
    users: RefCount<Users>,
}

fn main() {}
