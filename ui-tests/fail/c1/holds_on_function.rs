use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
fn get_task_mm(_: &Users) {}

fn main() {}
