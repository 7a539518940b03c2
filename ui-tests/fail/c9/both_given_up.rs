use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn size(pid: u32) -> Option<u64> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let mm = find(pid, &mut mm_ref)?;
    mmref::get(mm, &mut other_ref);
    let _ = mmref::put(mm, mm_ref);
    let _ = mmref::put(mm, other_ref);
    Some(mm.size) //~ C9: `mm` is used, but the last reference to it, `other_ref`, was given up on line 24
}

fn main() {}
