use mmref::RefCounted;

#[derive(RefCounted)]
enum Mm {
    Kernel,
    User,
}

fn main() {}
