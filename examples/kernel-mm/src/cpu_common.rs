//! `arch/x86/kernel/cpu/common.c`: a CPU comes online.

use mmref::balances_refs;

use crate::init_mm::init_mm;
use crate::kernel::current::current;
use crate::kernel::task::task_lock;
use crate::sched::mmgrab;

/// The CPU's idle task, which is the current one, borrows `init_mm`: there is no other mm yet.
#[balances_refs]
pub fn cpu_init() {
    let me = current();
    let mut task = task_lock(&me);
    assert!(task.mm.is_none(), "an idle task has no mm");
    mmgrab(init_mm(), &mut task.active_mm_ref);
    task.active_mm = Some(init_mm());
}
