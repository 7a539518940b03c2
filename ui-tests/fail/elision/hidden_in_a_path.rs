use std::cell::Ref;

use mmref::requires_ref;
use prelude::Users;

#[requires_ref(Users)]
fn pid(task: Ref<u32>) -> Ref<'_, u32> { //~ C1
    task
}

fn main() {}
