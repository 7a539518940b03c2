use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn walk(mm: &Mm, more: &[u32]) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    for _ in more {
        println!("{}", mmref::put(mm, mm_ref.take()));
        mmref::get(mm, &mut mm_ref);
    }
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 18)

fn main() {}
