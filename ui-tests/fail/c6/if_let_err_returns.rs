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
fn status(pid: u32) {
    MM_REF!(mm_ref: Users);
    if let Err(error) = open(pid, &mut mm_ref) {

        println!("{error}");
        return;
    }
    println!("opened");
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 20)

fn main() {}
