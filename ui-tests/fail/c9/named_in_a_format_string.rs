use mmref::{MM_REF, MmRef, RefCount, RefCounted, balances_refs};
use prelude::Users;

#[derive(RefCounted, Debug)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn open(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn status(pid: u32) -> Option<()> {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    let _ = mmref::put(mm, mm_ref);
    println!("{mm:?}"); //~ C9
    Some(())
}

fn main() {}
