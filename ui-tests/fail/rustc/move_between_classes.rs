use mmref::{MmRef, RefClass};

#[derive(RefClass)]
struct Users;

#[derive(RefClass)]
struct Count;

fn keep(held: MmRef<Users>, slot: &mut MmRef<Count>) {
    mmref::move_ref(held, slot);
}

fn main() {}
