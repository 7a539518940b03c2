use mmref::{RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
#[ref_counted(label = "mm")] //~ C1
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn main() {}
