use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn open(_: u32, _: &mut MmRef<Users>) -> Result<&'static Mm, String> {
    Err(String::new())
}

#[balances_refs]
fn both(pid: u32) -> Result<bool, String> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    let other = open(pid + 1, &mut other_ref)?; //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 20)
    let _ = mmref::put(other, other_ref);
    Ok(mmref::put(mm, mm_ref))
}

fn main() {}
