use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

struct Task<'a>(&'a str);

impl<'a> Task<'a> {
    #[requires_ref(Users)]
    fn name(self) -> &str {
        self.0
    }
}

fn main() {}
