use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn exists(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if find(pid, &mut mm_ref).is_none() {

        return false;
    }
    true
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 20)

fn main() {}
