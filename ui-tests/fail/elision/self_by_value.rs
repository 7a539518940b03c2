use mmref::requires_ref;
use prelude::Users;

struct Task<'a>(&'a str);

impl<'a> Task<'a> {
    #[requires_ref(Users)]
    fn name(self) -> &str { //~ C1
        self.0
    }
}

fn main() {}
