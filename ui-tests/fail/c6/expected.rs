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
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref).expect("init has an mm");
    mm.users.count()
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 19)

fn main() {}
