use std::fmt::{self, Write};

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
fn status(pid: u32, out: &mut String) -> fmt::Result {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref) {

        writeln!(out, "{}", mm.users.count())?; //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 22)
        let _ = mmref::put(mm, mm_ref);
    }
    Ok(())
}

fn main() {}
