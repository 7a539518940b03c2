use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn walk(mms: &[Mm]) {
    MM_REF!(mm_ref: Users);
    for mm in mms {
        mmref::get(mm, &mut mm_ref); //~ C7: `mm_ref` is filled while it may still be held from the iteration before
        println!("{}", mm.users.count());
    }
    std::process::exit(0);
}

fn main() {}
