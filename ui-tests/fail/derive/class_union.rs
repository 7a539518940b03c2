use mmref::RefClass;

#[derive(RefClass)]
union Users {
    users: u32,
}

fn main() {}
