use mmref::RefClass;

#[derive(RefClass)]
#[ref_class = "mm_users"] //~ C1
struct Users;

fn main() {}
