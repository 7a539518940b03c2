use mmref::requires_ref;

#[requires_ref(crate = mmref)]
fn task_mem() {}

fn main() {}
