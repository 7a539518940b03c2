use mmref::{MmRef, RefClass};

#[derive(RefClass)]
struct Users;

fn fork(held: &MmRef<Users>) -> MmRef<Users> {
    held.clone()
}

fn main() {}
