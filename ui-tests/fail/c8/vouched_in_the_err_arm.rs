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

fn look(_: &MmRef<Users>) -> bool {
    false
}

#[balances_refs]
fn status(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    match open(pid, &mut mm_ref) {

        Ok(mm) => mmref::put(mm, mm_ref),
        Err(_) => look(&mm_ref), //~ C8: `mm_ref` vouches, but cannot be held: the acquire on line 24 failed
    }
}

fn main() {}
