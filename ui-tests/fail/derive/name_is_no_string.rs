use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(name = mm_users)] //~ C1
struct Users;

fn main() {}
