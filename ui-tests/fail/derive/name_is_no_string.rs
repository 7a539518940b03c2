use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(name = mm_users)]
struct Users;

fn main() {}
