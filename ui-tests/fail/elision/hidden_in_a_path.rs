use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

use std::cell::Ref;

#[requires_ref(Users)]
fn pid(task: Ref<u32>) -> Ref<'_, u32> {
    task
}

fn main() {}
