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
fn status(pid: u32, busy: bool) {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref)
        && !busy
    {
        let _ = mmref::put(mm, mm_ref);
    }
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 19; not given up where `!busy` is false)

fn main() {}
