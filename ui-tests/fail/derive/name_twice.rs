use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(name = "mm_users", name = "mm_count")]
struct Users;

fn main() {}
