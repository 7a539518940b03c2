use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(self: Users)] //~ C1
fn mmput() {}

fn main() {}
