use mmref::{RefClass, RefCount, RefCounted, acquires_ref, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
impl Mm {
    #[acquires_ref(Users)]
    fn get(&self, quick: bool) -> Option<&Self> {
        if quick {
            return Some(self); //~ C10
        }
        mmref::get(self, mm_ref);
        Some(self)
    }
}

fn main() {}
