use mmref::RefCounted;

#[derive(RefCounted)]
struct Mm {
    users: u32,
}

fn main() {}
