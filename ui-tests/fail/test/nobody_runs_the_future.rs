#[mmref::test]
async fn reads() { //~ C1
    std::future::ready(()).await;
}

fn main() {}
