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
fn walk(mut pid: u32) {
    MM_REF!(mm_ref: Users);
    while let Some(mm) = find(pid, &mut mm_ref) {
        //~ C7: `mm_ref` is filled while it may still be held from the iteration before
        pid += mm.users.count();
    }
    std::process::exit(0);
}

fn main() {}
