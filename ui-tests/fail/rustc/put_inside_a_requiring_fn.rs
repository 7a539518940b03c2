use mmref::requires_ref;
use prelude::{Mm, Users};

#[requires_ref(Users)]
fn task_mem(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref) //~ E0308
}

fn main() {}
