use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn walk(mm: &Mm, rounds: u32) {
    MM_REF!(mm_ref: Users);
    for _ in 0..rounds {
        println!("{}", mmref::put(mm, mm_ref.take())); //~ C8: `mm_ref` is given up, but nothing has filled it
    }
}

fn main() {}
