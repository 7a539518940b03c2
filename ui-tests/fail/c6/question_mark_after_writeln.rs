use std::fmt::{self, Write};

use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn status(pid: u32, out: &mut String) -> fmt::Result {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref) {
        writeln!(out, "{}", mm.users.count())?; //~ C6
        let _ = mmref::put(mm, mm_ref);
    }
    Ok(())
}

fn main() {}
