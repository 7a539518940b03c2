use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users)]
#[test] //~ C1
fn counts() {}

fn main() {}
