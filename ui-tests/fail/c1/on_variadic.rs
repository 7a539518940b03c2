use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

unsafe extern "C" {
    #[releases_ref(Users)]
    fn printk(format: *const u8, ...);
}

fn main() {}
