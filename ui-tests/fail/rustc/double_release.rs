use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[balances_refs]
fn status(mm: &Mm) -> bool {
    MM_REF!(held: Users);
    mmref::get(mm, &mut held);
    mmput(mm, held) || mmput(mm, held)
}

fn main() {}
