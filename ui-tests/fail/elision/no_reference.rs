use mmref::requires_ref;
use prelude::Users;

#[requires_ref(Users)]
fn name(pid: u32) -> &str { //~ C1
    if pid == 1 { "init" } else { "sh" }
}

fn main() {}
