use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task(#[counted(mm_ref: Users)] *const u8); //~ C1

fn main() {}
