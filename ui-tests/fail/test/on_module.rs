#[mmref::test]
mod tests { //~ C1
    #[test]
    fn reads() {}
}

fn main() {}
