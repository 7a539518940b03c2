#[mmref::test]
struct Reads;

fn main() {
    let _ = Reads;
}
