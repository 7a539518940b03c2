use mmref::RefCounted;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: u32,
}

fn main() {}
