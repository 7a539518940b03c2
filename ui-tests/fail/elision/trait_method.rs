use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

trait Lookup {
    #[acquires_ref(Users)]
    fn find(table: &[u8], name: &str) -> Option<&u8>;
}

fn main() {}
