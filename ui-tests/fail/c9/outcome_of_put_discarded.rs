use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

fn open(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn status(pid: u32) -> Option<u64> {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    _ = mmref::put(mm, mm_ref);
    Some(mm.size) //~ C9: `mm` is used after the only reference to it was given up
}

fn main() {}
