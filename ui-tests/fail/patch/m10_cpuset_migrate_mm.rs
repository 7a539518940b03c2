use mmref::{MmRef, releases_ref};
use prelude::kernel::{Mm, MmUsers};

struct MigrateWork<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<MmUsers>,
}

#[releases_ref(MmUsers)]
fn cpuset_migrate_mm<'a>(mm: &'a Mm, queue_work: fn(MigrateWork<'a>)) {
    let mut mwork: MigrateWork<'a>;
    mwork.mm = mm; //~ E0381
    mmref::move_ref(mm_ref, &mut mwork.mm_ref);
    queue_work(mwork);
}

fn main() {}
