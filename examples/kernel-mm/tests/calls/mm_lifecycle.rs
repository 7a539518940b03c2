//! An mm is freed when its last C is given up, and unmapped when its last U is.

use crate::common;
use kernel_mm::fork::{get_task_mm, mmput};
use kernel_mm::mm_types::{MmCount, MmUsers};
use kernel_mm::sched::{mmdrop, mmget_not_zero, mmgrab};
use mmref::MM_REF;

#[mmref::test]
fn users_keep_the_address_space_and_counts_keep_the_structure() {
    MM_REF!(mm_ref: MmUsers);
    MM_REF!(count_ref: MmCount);
    MM_REF!(late_ref: MmUsers);
    let task = common::user_task(1, "init");
    let mm = get_task_mm(&task, &mut mm_ref).expect("it has an mm");
    mmgrab(mm, &mut count_ref);
    common::end(&task);
    assert_eq!(mm.mmap().total_vm(), 14);
    mmput(mm, mm_ref);
    assert_eq!(mm.mmap().total_vm(), 0);
    assert!(!mmget_not_zero(mm, &mut late_ref));
    mmdrop(mm, count_ref);
    let touched = std::panic::catch_unwind(|| mm.mmap().total_vm());
    assert!(touched.is_err(), "it was freed");
}
