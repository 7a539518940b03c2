use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

fn open(_: u32, _: &mut MmRef<Users>) -> Result<&'static Mm, String> {
    Err(String::new())
}

#[balances_refs]
fn status(pid: u32) {
    MM_REF!(mm_ref: Users);
    match open(pid, &mut mm_ref) {
        Ok(mm) => {
            let _ = mmref::put(mm, mm_ref);
            println!("{}", mm.size); //~ C9: `mm` is used, but the only reference to it, `mm_ref`, was given up on line 22
        }
        Err(error) => println!("{error}"),
    }
}

fn main() {}
