use mmref::acquires_ref;
use prelude::Users;

trait Lookup {
    #[acquires_ref(Users)]
    fn find(table: &[u8], name: &str) -> Option<&u8>; //~ C1
}

fn main() {}
