use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn renew(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mm_ref = MmRef::new(); //~ C7: `mm_ref` is overwritten while it is still held (acquired on line 15)
    mmref::get(mm, &mut mm_ref);
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
