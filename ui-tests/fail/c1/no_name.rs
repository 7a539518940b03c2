use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(_: Users)]
fn mmput() {}

fn main() {}
