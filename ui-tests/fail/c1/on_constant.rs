use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users)]
const LIMIT: u32 = 1; //~ C1

fn main() {}
