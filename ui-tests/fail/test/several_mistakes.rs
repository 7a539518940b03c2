#[mmref::test("reads", rt = 1, crate = 2)] //~ C1
const fn reads() {} //~ C1

fn main() {
    reads();
}
