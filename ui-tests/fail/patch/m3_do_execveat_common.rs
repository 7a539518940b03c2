use mmref::{MmRef, releases_ref};
use prelude::kernel::{Mm, MmCount, MmUsers};

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
        mmput(mm, bprm.mm_ref.take()); //~ E0308
    }
}

fn main() {}
