use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn get_both(_: &Mm, _: &mut MmRef<Users>, _: &mut MmRef<Users>) {}

#[balances_refs]
fn both(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut other_ref);
    get_both(mm, &mut mm_ref, &mut other_ref); //~ C7: `other_ref` is filled while it is still held (acquired on line 18)
    println!("{}", mmref::put(mm, mm_ref) | mmref::put(mm, other_ref));
}

fn main() {}
