use mmref::{MmRef, releases_ref};
use prelude::Users;

fn look(_: &MmRef<Users>) {}

#[releases_ref(Users)]
fn mmput() {
    look(&mm_ref);
} //~ C4

fn main() {}
