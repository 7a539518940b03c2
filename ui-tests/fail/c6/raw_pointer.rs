use mmref::{MM_REF, MmRef, balances_refs};
use prelude::Users;

struct Mm(u32);

fn find(_: u32, _: &mut MmRef<Users>) -> *const Mm {
    std::ptr::null()
}

#[balances_refs]
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = find(pid, &mut mm_ref);
    if mm.is_null() {
        return 0;
    }
    unsafe { (*mm).0 }
} //~ C6

fn main() {}
