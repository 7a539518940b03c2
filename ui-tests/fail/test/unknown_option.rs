#[mmref::test(threads = 4)] //~ C1
fn reads() {}

fn main() {}
