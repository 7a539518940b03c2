use mmref::{RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
#[ref_count] //~ C1
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn main() {}
