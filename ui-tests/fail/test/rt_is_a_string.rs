#[mmref::test(rt = "block_on")] //~ C1
async fn reads() {}

fn main() {}
