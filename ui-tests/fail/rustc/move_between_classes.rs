use mmref::{MmRef, RefClass};
use prelude::Users;

#[derive(RefClass)]
struct Count;

fn keep(held: MmRef<Users>, slot: &mut MmRef<Count>) {
    mmref::move_ref(held, slot); //~ E0308
}

fn main() {}
