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

struct MigrateWork<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<MmUsers>,
}

#[releases_ref(MmUsers)]
fn cpuset_migrate_mm<'a>(mm: &'a Mm, queue_work: fn(MigrateWork<'a>)) {
    let mut mwork: MigrateWork<'a>;
    mwork.mm = mm;
    mmref::move_ref(mm_ref, &mut mwork.mm_ref);
    queue_work(mwork);
}

fn main() {}
