use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users)]
#[test]
fn counts() {}

fn main() {}
