use mmref::releases_ref;
use prelude::Users;

unsafe extern "C" {
    #[releases_ref(Users)]
    fn printk(format: *const u8, ...); //~ C1
}

fn main() {}
