use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

trait Lookup {
    #[acquires_ref(Users)]
    fn find(&self) -> Option<&Self> {
        None
    }
}

fn main() {}
