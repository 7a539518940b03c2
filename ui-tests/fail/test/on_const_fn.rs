#[mmref::test]
const fn reads() {}

fn main() {
    reads();
}
