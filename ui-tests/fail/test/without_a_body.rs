trait Tests {
    #[mmref::test]
    fn reads(); //~ C1
}

fn main() {}
