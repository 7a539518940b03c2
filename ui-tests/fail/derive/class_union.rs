use mmref::RefClass;

#[derive(RefClass)]
union Users { //~ C1
    users: u32,
}

fn main() {}
