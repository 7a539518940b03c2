//! The counted object. A U is a share of `mm_users`: it keeps the address space mapped. A C is a share of `mm_count`:
//! it keeps the structure allocated. All users together hold one C, in the mm itself; the last U gives it up.

use std::sync::{Mutex, PoisonError};

use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, holds_ref, releases_ref, requires_ref};

use crate::cache::MmPtr;
use crate::machine::{Image, Sizes};

#[derive(RefClass)]
#[ref_class(name = "mm_users")]
pub(crate) struct MmUsers;

#[derive(RefClass)]
#[ref_class(name = "mm_count")]
pub(crate) struct MmCount;

#[holds_ref]
#[derive(RefCounted)]
pub(crate) struct Mm {
    /// All users together hold one C.
    #[ref_count]
    #[counted(users_hold: MmCount, shared)]
    pub(crate) users: RefCount<MmUsers>,
    #[ref_count]
    pub(crate) count: RefCount<MmCount>,
    /// The process that it was made for.
    pub(crate) pid: u32,
    pub(crate) name: String,
    /// `None` once the address space is torn down.
    space: Mutex<Option<Sizes>>,
}

/// Makes an mm. The caller is its first user.
#[acquires_ref(MmUsers)]
pub(crate) fn mm_alloc(image: &Image, sizes: Sizes) -> MmPtr {
    MM_REF!(users_hold: MmCount);
    let mm = mm_init(image, sizes, mm_ref, &mut users_hold);
    mm.users_hold.store(users_hold);
    MmPtr::allocate(mm)
}

#[acquires_ref(users_ref: MmUsers, count_ref: MmCount)]
fn mm_init(image: &Image, sizes: Sizes) -> Mm {
    let mm = Mm {
        users: RefCount::new(users_ref),
        users_hold: MM_REF!(Mm::users_hold),
        count: RefCount::new(count_ref),
        pid: image.pid,
        name: image.name.clone(),
        space: Mutex::new(Some(sizes)),
    };
    mm.users.label(format_args!("{} {}", image.pid, image.name));
    mm.count.label(format_args!("{} {}", image.pid, image.name));
    mm
}

/// Takes a U. There are others already: the caller's task or the caller itself has one.
#[acquires_ref(MmUsers)]
pub(crate) fn mmget(mm: MmPtr) {
    mmref::get(&*mm.at(), mm_ref);
}

/// Takes a U unless the last one is gone. The caller holds a C.
#[acquires_ref(MmUsers)]
#[must_use]
pub(crate) fn mmget_not_zero(mm: MmPtr) -> bool {
    mmref::try_get(&*mm.at(), mm_ref)
}

/// Gives up a U. The last one tears down the address space, and gives up the C of the users.
#[releases_ref(MmUsers)]
pub(crate) fn mmput(mm: MmPtr) {
    if mmref::put(&*mm.at(), mm_ref) {
        exit_mmap(mm);
        let users_hold = mm.at().users_hold.take();
        mmdrop(mm, users_hold);
    }
}

/// Takes a C.
#[acquires_ref(MmCount)]
pub(crate) fn mmgrab(mm: MmPtr) {
    mmref::get(&*mm.at(), mm_ref);
}

/// Gives up a C. The last one frees the mm.
#[releases_ref(MmCount)]
pub(crate) fn mmdrop(mm: MmPtr) {
    if mmref::put(&*mm.at(), mm_ref) {
        mm.free();
    }
}

/// What `/proc/<pid>/status` says of an address space: `VmSize` and `VmRSS` in kB.
#[requires_ref(MmUsers)]
pub(crate) fn task_mem(mm: MmPtr) -> (u64, u64) {
    let sizes = mm.at().sizes().expect("a user keeps the address space mapped");
    (sizes.vm_size, sizes.vm_rss)
}

/// What `/proc/<pid>/statm` says of an address space, in pages.
#[requires_ref(MmUsers)]
pub(crate) fn task_statm(mm: MmPtr) -> [u64; 7] {
    mm.at().sizes().expect("a user keeps the address space mapped").statm
}

fn exit_mmap(mm: MmPtr) {
    *mm.at().space.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

impl Mm {
    /// `None` once the address space is torn down.
    pub(crate) fn sizes(&self) -> Option<Sizes> {
        *self.space.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
