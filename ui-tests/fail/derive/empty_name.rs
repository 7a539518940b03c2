use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(name = "")]
struct Users;

fn main() {}
