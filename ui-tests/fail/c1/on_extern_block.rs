use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(Users)]
unsafe extern "C" { //~ C1
    fn put_page(page: *const u8);
}

fn main() {}
