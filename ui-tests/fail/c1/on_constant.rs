use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users)]
const LIMIT: u32 = 1;

fn main() {}
