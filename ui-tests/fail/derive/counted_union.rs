use mmref::RefCounted;

#[derive(RefCounted)]
union Mm {
    users: u32,
    count: i32,
}

fn main() {}
