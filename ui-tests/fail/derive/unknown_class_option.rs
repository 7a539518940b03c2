use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(label = "mm_users")]
struct Users;

fn main() {}
