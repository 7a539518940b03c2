use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
mod fs {
    pub mod procfs {
        use crate::{MM_REF, Mm, Users};

        impl Mm {
            pub fn users(&self) -> u32 {
                MM_REF!(mm_ref: Users);
                self.users.get(&mut mm_ref);
                self.users.count()
            } //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 20)
        }
    }
}

fn main() {}
