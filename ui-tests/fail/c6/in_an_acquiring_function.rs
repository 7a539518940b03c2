use mmref::{MM_REF, acquires_ref};
use prelude::kernel::{Mm, MmCount, MmUsers};

#[acquires_ref(MmCount)]
fn proc_mem_open(mm: &Mm, allowed: bool) -> Option<&Mm> {
    MM_REF!(users_ref: MmUsers);
    mmref::get(mm, &mut users_ref);
    if !allowed {
        return None; //~ C6
    }
    mmref::get(mm, mm_ref);
    let _ = mmref::put(mm, users_ref);
    Some(mm)
}

fn main() {}
