use mmref::requires_ref;
use prelude::Users;

#[requires_ref(Users)]
const fn size() -> u64 { //~ C1
    4096
}

fn main() {}
