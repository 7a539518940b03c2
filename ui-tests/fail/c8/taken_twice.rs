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
    mmref::get(mm, &mut mm_ref);
    println!("{}", mmref::put(mm, mm_ref.take()));
    println!("{}", mmref::put(mm, mm_ref.take())); //~ C8: `mm_ref` is given up, but cannot be held: it was taken on line 16
}

fn main() {}
