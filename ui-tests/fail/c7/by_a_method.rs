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
    mm.users.get(&mut mm_ref);
    mm.users.get(&mut mm_ref); //~ C7: `mm_ref` is filled while it is still held (acquired on line 15)
    println!("{}", mm.users.put(mm_ref));
}

fn main() {}
