#[mmref::test("reads", rt = 1, crate = 2)]
const fn reads() {}

fn main() {
    reads();
}
