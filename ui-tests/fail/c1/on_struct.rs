use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

#[acquires_ref(Users)]
struct Task; //~ C1

fn main() {}
