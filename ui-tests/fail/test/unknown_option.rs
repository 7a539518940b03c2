#[mmref::test(threads = 4)]
fn reads() {}

fn main() {}
