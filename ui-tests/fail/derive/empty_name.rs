use mmref::RefClass;

#[derive(RefClass)]
#[ref_class(name = "")] //~ C1
struct Users;

fn main() {}
