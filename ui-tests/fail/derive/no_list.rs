use mmref::RefClass;

#[derive(RefClass)]
#[ref_class = "mm_users"]
struct Users;

fn main() {}
