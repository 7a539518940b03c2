use mmref::{MmRef, RefClass, RefCount, RefCounted, move_ref};

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

struct Binprm {
    mm_ref: MmRef<MmCount>,
}

struct Task {
    mm_ref: MmRef<MmUsers>,
}

fn flush_old_exec(bprm: &mut Binprm, current: &mut Task) {
    move_ref(bprm.mm_ref.take(), &mut current.mm_ref);
}

fn main() {}
