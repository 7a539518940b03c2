use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users)]
fn name(pid: u32) -> &str {
    if pid == 1 { "init" } else { "sh" }
}

fn main() {}
