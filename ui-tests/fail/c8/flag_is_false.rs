use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn reap(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    let alive = mmref::try_get(mm, &mut mm_ref);
    if !alive {
        return mmref::put(mm, mm_ref); //~ C8: `mm_ref` is given up, but cannot be held: the acquire on line 15 failed
    }
    mmref::put(mm, mm_ref)
}

fn main() {}
