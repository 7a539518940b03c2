use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, size: Option<u32>) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{} of {}", mm.users.count(), size?); //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 15)
    Some(mmref::put(mm, mm_ref))
}

fn main() {}
