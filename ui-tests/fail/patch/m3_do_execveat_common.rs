use mmref::{MmRef, RefClass, RefCount, RefCounted, releases_ref};

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

struct Binprm<'a> {
    mm: Option<&'a Mm>,
    mm_ref: MmRef<MmCount>,
}

#[releases_ref(MmUsers)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

fn do_execveat_common(mut bprm: Binprm<'_>) {
    if let Some(mm) = bprm.mm.take() {
        mmput(mm, bprm.mm_ref.take());
    }
}

fn main() {}
