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
fn status(pid: u32) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    match mm.users.count() {
        0 => Err(String::from("empty")),
        users => {
            let _ = mmref::put(mm, mm_ref);
            Ok(users)
        }
    }
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 19; where `0` matches)

fn main() {}
