use mmref::{RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    #[ref_count]
    count: RefCount<Users>, //~ C1
}

fn main() {}
