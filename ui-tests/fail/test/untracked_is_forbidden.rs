#[mmref::test(untracked = "forbid")] //~ C1
fn reads() {}

fn main() {}
