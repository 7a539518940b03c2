struct Tests;

impl Tests {
    #[mmref::test]
    fn reads(&self) {} //~ C1
}

fn main() {
    Tests.reads();
}
