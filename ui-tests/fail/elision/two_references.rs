use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn find<'a>(table: &'a [Mm], name: &str) -> Option<&Mm> { //~ C1
    let mm = table.get(name.len())?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

fn main() {}
