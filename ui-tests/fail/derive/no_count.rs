use mmref::RefCounted;

#[derive(RefCounted)]
struct Mm { //~ C1
    users: u32,
}

fn main() {}
