use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(Users)]
trait Lookup { //~ C1
    fn find(&self);
}

fn main() {}
