use mmref::RefCounted;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: u32, //~ C1
}

fn main() {}
