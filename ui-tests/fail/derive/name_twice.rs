use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(name = "mm_users", name = "mm_count")] //~ C1
struct Users;

fn main() {}
