trait Tests {
    #[mmref::test]
    fn reads();
}

fn main() {}
