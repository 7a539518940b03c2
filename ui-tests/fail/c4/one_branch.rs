use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: &Mm, last: bool) {
    if last {
        println!("{}", mmref::put(mm, mm_ref));
    } else {
        println!("not the last");
    }
} //~ C4

fn main() {}
