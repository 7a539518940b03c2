use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
mod fs {
    pub mod procfs {
        use crate::{MM_REF, Mm, Users};

        pub struct Status;

        impl Status {
            pub fn users(&self, mm: &Mm) -> u32 {
                MM_REF!(mm_ref: Users);
                mm.users.get(&mut mm_ref);
                mm.users.count()
            } //~ C6
        }
    }
}

fn main() {}
