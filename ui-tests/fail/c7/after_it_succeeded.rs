use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn reap(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    if mmref::try_get(mm, &mut mm_ref) {

        mmref::get(mm, &mut mm_ref); //~ C7: `mm_ref` is filled while it is still held (acquired on line 16)
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
