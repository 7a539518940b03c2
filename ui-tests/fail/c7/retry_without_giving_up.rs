use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn wait(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    loop {
        mmref::get(mm, &mut mm_ref); //~ C7: `mm_ref` is filled while it may still be held from the iteration before
        if mm.users.count() == 2 {
            return mmref::put(mm, mm_ref);
        }
    }
}

fn main() {}
