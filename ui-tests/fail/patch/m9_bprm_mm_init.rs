use mmref::{RefClass, RefCount, RefCounted, acquires_ref, releases_ref};

#[derive(RefClass)]
struct MmUsers;

#[derive(RefClass)]
struct MmCount;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
    #[ref_count]
    count: RefCount<MmCount>,
}

#[releases_ref(MmCount)]
fn mmdrop(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[acquires_ref(MmUsers)]
fn bprm_mm_init(mm: &Mm, init_new_context: fn(&Mm) -> Result<(), i32>) -> Result<(), i32> {
    mmref::get(mm, mm_ref);
    if let Err(error) = init_new_context(mm) {
        mmdrop(mm, mm_ref.take());
        return Err(error);
    }
    Ok(())
}

fn main() {}
