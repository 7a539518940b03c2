fn block_on<F: Future>(_: F) -> F::Output {
    unimplemented!()
}

#[mmref::test(rt = block_on)]
fn reads() {}

fn main() {
    block_on(async {});
}
