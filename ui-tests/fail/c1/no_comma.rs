use mmref::releases_ref;
use prelude::Users;

#[releases_ref(one: Users two: Users)] //~ C1
fn mmput() {
    drop(one);
}

fn main() {}
