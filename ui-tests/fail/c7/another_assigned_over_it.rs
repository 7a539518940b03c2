use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn exec(mm: &Mm, old: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(old_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(old, &mut old_ref);
    old_ref = mm_ref; //~ C7: `old_ref` is overwritten while it is still held (acquired on line 17)
    let _ = mmref::put(mm, old_ref);
}

fn main() {}
