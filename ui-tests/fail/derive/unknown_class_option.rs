use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(label = "mm_users")] //~ C1
struct Users;

fn main() {}
