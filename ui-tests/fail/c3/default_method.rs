use mmref::acquires_ref;
use prelude::Users;

trait Lookup {
    #[acquires_ref(Users)] //~ C3
    fn find(&self) -> Option<&Self> {
        None
    }
}

fn main() {}
