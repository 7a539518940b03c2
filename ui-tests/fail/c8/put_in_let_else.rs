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
fn status(pid: u32, init: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    let Some(mm) = find(pid, &mut mm_ref) else {

        return mmref::put(init, mm_ref); //~ C8: `mm_ref` is given up, but cannot be held: the acquire on line 20 failed
    };
    mmref::put(mm, mm_ref)
}

fn main() {}
