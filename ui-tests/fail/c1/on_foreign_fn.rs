use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

unsafe extern "C" {
    #[requires_ref(Users)]
    pub fn page_count(page: *const u8) -> u32; //~ C1
}

fn main() {}
