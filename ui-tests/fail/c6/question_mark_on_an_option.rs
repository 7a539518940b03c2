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
fn status(pid: u32) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = find(pid, &mut mm_ref)?;
    let next = pid.checked_add(1)?; //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 19)
    let _ = mmref::put(mm, mm_ref);
    Some(next)
}

fn main() {}
