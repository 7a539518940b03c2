use mmref::{MmRef, move_ref};
use prelude::kernel::{MmCount, MmUsers};

struct Binprm {
    mm_ref: MmRef<MmCount>,
}

struct Task {
    mm_ref: MmRef<MmUsers>,
}

fn flush_old_exec(bprm: &mut Binprm, current: &mut Task) {
    move_ref(bprm.mm_ref.take(), &mut current.mm_ref); //~ E0308
}

fn main() {}
