use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

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
    println!("{mm:?}"); //~ C9: `mm` is used after the only reference to it was given up
    Some(())
}

fn main() {}
