use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(Users)]
#[unsafe(naked)] //~ C1
extern "C" fn entry() {
    core::arch::naked_asm!("")
}

fn main() {}
