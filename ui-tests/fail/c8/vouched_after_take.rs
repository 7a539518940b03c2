use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn look(_: &Mm, _: &MmRef<Users>) {}

#[balances_refs]
fn status(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{}", mmref::put(mm, mm_ref.take()));
    look(mm, &mm_ref); //~ C8: `mm_ref` vouches, but cannot be held: it was taken on line 18
}

fn main() {}
