//! `mm/init-mm.c`: the kernel's own mm, which is static.

use mmref::{MM_REF, RefCount, SharedRef};

use crate::kernel::cache::{Mm, Slot};
use crate::mm_types::{MmCount, MmStruct};

/// Two users and one count from the start, none of them listed: nobody will ever give them up.
static INIT_MM: Slot = Slot::fixed(MmStruct::with_counts(RefCount::untracked(2), RefCount::untracked(1)));

/// What `sched_init` takes for the boot CPU's idle task, which already has its own share from `cpu_init`.
pub static INIT_MM_REF: SharedRef<MmCount> = SharedRef::from_ref(MM_REF!());

/// `&init_mm`
pub const fn init_mm() -> Mm {
    Mm::fixed(&INIT_MM)
}
