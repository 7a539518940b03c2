#[mmref::test(inner)] //~ C1
fn reads() {}

fn main() {}
