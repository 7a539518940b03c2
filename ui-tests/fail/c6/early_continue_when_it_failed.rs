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
    for mm in mms {
        MM_REF!(mm_ref: Users);
        if !mmref::try_get(mm, &mut mm_ref) {

            continue;
        }
        println!("{}", mm.users.count());
    } //~ C6: `mm_ref` may still be held at the end of the loop's body (acquired on line 17)
}

fn main() {}
