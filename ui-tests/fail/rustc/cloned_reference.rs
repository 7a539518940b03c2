use mmref::MmRef;
use prelude::Users;

fn fork(held: &MmRef<Users>) -> MmRef<Users> {
    held.clone() //~ E0308
}

fn main() {}
