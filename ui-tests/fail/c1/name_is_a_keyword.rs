use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(self: Users)]
fn mmput() {}

fn main() {}
