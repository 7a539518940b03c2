//! When everybody stands still, a count that differs from the length of its list is found, and its mm is named.

use crate::common::{self, alone};
use kernel_mm::fork::get_task_mm;
use kernel_mm::mm_types::MmUsers;
use kernel_mm::workload::check::compare_all;
use mmref::MM_REF;

#[mmref::test]
fn a_share_that_nobody_is_listed_for_is_found() {
    let _alone = alone();
    MM_REF!(mm_ref: MmUsers);
    let task = common::user_task(7, "sshd");
    let mm = get_task_mm(&task, &mut mm_ref).expect("it has an mm");
    let findings = compare_all();
    assert_eq!((findings.mms, findings.unlisted, findings.mismatches.len()), (1, 0, 0), "{findings}");

    mm.mm_users.get_untracked();
    let findings = compare_all().to_string();
    assert!(findings.contains("1 counts differ"), "{findings}");
    assert!(findings.contains("\"7 sshd\": mm_users = 3, 2 listed, 2 found, 0 untracked from the start"), "{findings}");
    assert!(findings.contains("mm_ref in machine::findings::a_share_that_nobody_is_listed_for_is_found"), "{findings}");

    assert!(!mm.mm_users.put_untracked());
    kernel_mm::fork::mmput(mm, mm_ref);
    assert!(compare_all().mismatches.is_empty());
    common::end(&task);
}
