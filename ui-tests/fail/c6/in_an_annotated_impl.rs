use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
impl Mm {
    fn status(&self, busy: bool) {
        MM_REF!(mm_ref: Users);
        self.users.get(&mut mm_ref);
        if busy {
            return; //~ C6
        }
        let _ = self.users.put(mm_ref);
    }
}

fn main() {}
