use mmref::{RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

type UserCount = RefCount<Users>;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: UserCount, //~ C1
}

fn main() {}
