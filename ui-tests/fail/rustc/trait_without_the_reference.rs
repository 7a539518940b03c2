use mmref::acquires_ref;
use prelude::Users;

trait Lookup {
    #[acquires_ref(Users)]
    fn find(&self) -> bool;
}

impl Lookup for u32 {
    fn find(&self) -> bool { //~ E0050
        false
    }
}

fn main() {}
