fn block_on<F: Future>(_: F) -> F::Output {
    unimplemented!()
}

#[mmref::test(rt = block_on)] //~ C1
fn reads() {}

fn main() {
    block_on(async {});
}
