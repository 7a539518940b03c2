use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, move_ref};

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

fn use_mm(mm: &Mm, old: &Mm, task_ref: &mut MmRef<MmCount>) -> bool {
    MM_REF!(active_ref: MmCount);
    move_ref(mm, task_ref.take(), &mut active_ref);
    mmref::get(mm, task_ref);
    mmref::put(old, active_ref)
}

fn main() {}
