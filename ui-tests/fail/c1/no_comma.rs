use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(one: Users two: Users)]
fn mmput() {
    drop(one);
}

fn main() {}
