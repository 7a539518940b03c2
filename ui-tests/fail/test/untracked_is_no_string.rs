#[mmref::test(untracked = allow)] //~ C1
fn reads() {}

fn main() {}
