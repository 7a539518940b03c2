use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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

#[releases_ref(MmUsers)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[balances_refs]
fn exit_mm(mm: &Mm, task_ref: &mut MmRef<MmUsers>) -> bool {
    MM_REF!(mm_ref: MmCount);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref)
}

fn main() {}
