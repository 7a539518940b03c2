use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{}", mmref::put(mm, mm_ref));
    println!("{}", mmref::put(mm, other_ref)); //~ C8: `other_ref` is given up, but nothing has filled it
}

fn main() {}
