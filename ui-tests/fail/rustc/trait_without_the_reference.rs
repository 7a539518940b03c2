use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

trait Lookup {
    #[acquires_ref(Users)]
    fn find(&self) -> bool;
}

impl Lookup for u32 {
    fn find(&self) -> bool {
        false
    }
}

fn main() {}
