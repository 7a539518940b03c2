#[mmref::test(rt = a::block_on, rt = b::block_on)] //~ C1
async fn reads() {}

fn main() {}
