#[mmref::test(rt = a::block_on, rt = b::block_on)]
async fn reads() {}

fn main() {}
