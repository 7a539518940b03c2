#[mmref::test(untracked = allow)]
fn reads() {}

fn main() {}
