use mmref::{acquires_ref, releases_ref};
use prelude::kernel::{Mm, MmCount, MmUsers};

#[releases_ref(MmCount)]
fn mmdrop(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[acquires_ref(MmUsers)]
fn bprm_mm_init(mm: &Mm, init_new_context: fn(&Mm) -> Result<(), i32>) -> Result<(), i32> {
    mmref::get(mm, mm_ref);
    if let Err(error) = init_new_context(mm) {
        mmdrop(mm, mm_ref.take()); //~ E0308
        return Err(error);
    }
    Ok(())
}

fn main() {}
