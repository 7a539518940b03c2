use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

#[acquires_ref(Users)]
struct Task;

fn main() {}
