#[mmref::test(inner)]
fn reads() {}

fn main() {}
