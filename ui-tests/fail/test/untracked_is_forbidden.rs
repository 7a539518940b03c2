#[mmref::test(untracked = "forbid")]
fn reads() {}

fn main() {}
