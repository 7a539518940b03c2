#[mmref::test]
const fn reads() {} //~ C1

fn main() {
    reads();
}
