use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

impl Mm {
    #[releases_ref(held: Users)]
    fn put(&self, quiet: bool) {
        if quiet {
            return; //~ C4
        }
        println!("{}", self.users.put(held));
    }
}

fn main() {}
