#![deny(unused_must_use)]
#![allow(dead_code)]

use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn mmput(mm: &Mm, held: MmRef<Users>) {
    mmref::put(mm, held);
}

fn main() {}
