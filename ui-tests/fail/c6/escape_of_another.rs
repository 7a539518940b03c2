use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn both(mm: &Mm, kept: &mut Vec<MmRef<Users>>) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    let keep = move || kept.push(mm_ref);
    keep();
} //~ C6: `other_ref` may still be held at the end of the function (acquired on line 17)

fn main() {}
