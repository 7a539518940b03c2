use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[acquires_ref(MmUsers)]
fn mmget_not_zero(mm: &Mm) -> bool {
    mmref::try_get(mm, mm_ref)
}

#[releases_ref(MmUsers)]
fn mmput(mm: &Mm) {
    let _last = mmref::put(mm, mm_ref);
}

#[balances_refs]
fn try_to_unuse(start: &Mm, mmlist: &[Mm], unuse: fn(&Mm)) {
    MM_REF!(prev_ref: MmUsers);
    MM_REF!(mm_ref: MmUsers);
    mmref::get(start, &mut prev_ref);
    let mut prev = start;
    let mut mms = mmlist.iter();
    while let Some(mm) = mms.next() {
        if !mmget_not_zero(mm, &mut mm_ref) {
            continue;
        }
        mmput(prev, prev_ref.take());
        prev = mm;
        unuse(mm);
    }
    mmput(prev, prev_ref);
}

fn main() {}
