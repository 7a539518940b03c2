use mmref::{RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

#[releases_ref(Users)]
fn mmput(pid: u32) {
    println!("{pid}");
} //~ C4: `mm_ref` is not given up at the end of the function

fn main() {}
