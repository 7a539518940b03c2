use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users)]
const fn size() -> u64 {
    4096
}

fn main() {}
