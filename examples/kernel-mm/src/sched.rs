//! `include/linux/sched.h`: taking and giving up shares of an mm.

use mmref::{acquires_ref, releases_ref};

use crate::fork::free_mm;
use crate::kernel::cache::Mm;
use crate::kernel::workqueue::{self, Work};
use crate::mm_types::{MmCount, MmUsers};

/// Takes a U. The caller knows that there are others: its task has one, or it has one itself.
#[acquires_ref(MmUsers)]
pub fn mmget(mm: Mm) {
    mmref::get(&*mm, mm_ref);
}

/// Takes a U, unless the last one is gone. The caller holds a C.
#[acquires_ref(MmUsers)]
#[must_use]
pub fn mmget_not_zero(mm: Mm) -> bool {
    mmref::try_get(&*mm, mm_ref)
}

/// Takes a C.
#[acquires_ref(MmCount)]
pub fn mmgrab(mm: Mm) {
    mmref::get(&*mm, mm_ref);
}

/// Gives up a C. The last one frees the mm.
#[releases_ref(MmCount)]
pub fn mmdrop(mm: Mm) {
    if mmref::put(&*mm, mm_ref) {
        free_mm(mm);
    }
}

/// Gives up a C where freeing must wait: the last one leaves that to a work queue.
#[releases_ref(MmCount)]
pub fn mmdrop_async(mm: Mm) {
    if mmref::put(&*mm, mm_ref) {
        workqueue::SYSTEM.queue(Box::new(MmdropAsync { mm }));
    }
}

/// `mm->async_put_work` with `mmdrop_async_fn`.
struct MmdropAsync {
    mm: Mm,
}

impl Work for MmdropAsync {
    fn run(self: Box<Self>) {
        free_mm(self.mm);
    }
}
