#[mmref::test(rt = "block_on")]
async fn reads() {}

fn main() {}
