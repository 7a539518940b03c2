use mmref::{MmRef, RefClass, releases_ref};

#[derive(RefClass)]
struct Users;

fn look(_: &MmRef<Users>) {}

#[releases_ref(Users)]
fn mmput() {
    look(&mm_ref);
} //~ C4: `mm_ref` is not given up at the end of the function

fn main() {}
