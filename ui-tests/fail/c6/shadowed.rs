use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn twice(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let _ = mmref::put(mm, mm_ref);
} //~ C6: `mm_ref` (declared first) may still be held at the end of the function (acquired on line 15)

fn main() {}
