#[mmref::test]
async fn reads() {
    std::future::ready(()).await;
}

fn main() {}
