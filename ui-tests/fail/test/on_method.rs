struct Tests;

impl Tests {
    #[mmref::test]
    fn reads(&self) {}
}

fn main() {
    Tests.reads();
}
