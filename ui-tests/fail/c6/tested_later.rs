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
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = find(pid, &mut mm_ref);
    println!("looked for {pid}");
    if let Some(mm) = found {
        return mm.users.count(); //~ C6: `mm_ref` may still be held when this `return` leaves (acquired on line 19)
    }
    0
}

fn main() {}
