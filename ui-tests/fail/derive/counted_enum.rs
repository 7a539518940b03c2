use mmref::RefCounted;

#[derive(RefCounted)]
enum Mm { //~ C1
    Kernel,
    User,
}

fn main() {}
