use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

struct Task;

#[requires_ref(Users)]
impl Task { //~ C1
    fn name(&self) -> &str {
        "init"
    }
}

fn main() {}
