use mmref::requires_ref;

#[requires_ref(crate = mmref)] //~ C1
fn task_mem() {}

fn main() {}
