use mmref::releases_ref;
use prelude::Users;

#[releases_ref(Users)]
fn mmput(pid: u32) {
    println!("{pid}");
} //~ C4

fn main() {}
