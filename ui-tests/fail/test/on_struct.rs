#[mmref::test]
struct Reads; //~ C1

fn main() {
    let _ = Reads;
}
