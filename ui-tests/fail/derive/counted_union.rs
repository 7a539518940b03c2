use mmref::RefCounted;

#[derive(RefCounted)]
union Mm { //~ C1
    users: u32,
    count: i32,
}

fn main() {}
