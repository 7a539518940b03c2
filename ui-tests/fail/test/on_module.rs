#[mmref::test]
mod tests {
    #[test]
    fn reads() {}
}

fn main() {}
