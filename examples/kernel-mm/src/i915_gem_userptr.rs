//! `drivers/gpu/drm/i915/i915_gem_userptr.c`: graphics objects whose pages belong to a process.

#![allow(non_snake_case, reason = "the kernel's names")]

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, Weak};

use mmref::{MM_REF, acquires_ref, balances_refs, holds_ref, requires_ref};

use crate::fork::mmput;
use crate::kernel::cache::Mm;
use crate::kernel::current::current_mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::{kmalloc, may_fail};
use crate::kernel::lock;
use crate::kernel::workqueue::{SYSTEM, Work};
use crate::mm_types::{MmCount, MmUsers, Mmap, PAGE_SIZE};
use crate::mmu_notifier::{__mmu_notifier_register, MmuNotifier, mmu_notifier_unregister};
use crate::sched::{mmdrop, mmget_not_zero, mmgrab};

/// `struct drm_i915_private`
#[derive(Default, Debug)]
pub struct DrmI915Private {
    /// `mm_lock`, and what it protects. Whoever gives up the last share of the structure removes its entry.
    mm_structs: Mutex<HashMap<Mm, Weak<I915MmStruct>>>,
}

/// `struct i915_mm_struct`: shared by all objects of one mm.
#[holds_ref]
#[derive(Debug)]
struct I915MmStruct {
    #[counted(mm_ref: MmCount)]
    mm: Mm,
    mn: Mutex<NotifierSlot>,
}

#[holds_ref]
#[derive(Debug)]
struct NotifierSlot {
    #[counted(mn_ref: MmCount)]
    mn: Option<Arc<I915MmuNotifier>>,
}

/// `struct i915_mmu_notifier`: the objects that have pages, and where.
#[derive(Default, Debug)]
struct I915MmuNotifier {
    objects: Mutex<Vec<Weak<DrmI915GemObject>>>,
}

/// `struct drm_i915_gem_object`. Each user has a clone, and passes that to [`i915_gem_object_put`].
#[derive(Debug)]
pub struct DrmI915GemObject {
    i915: Arc<DrmI915Private>,
    range: Range<u64>,
    mm: Arc<I915MmStruct>,
    mn: Arc<I915MmuNotifier>,
    userptr: Mutex<Userptr>,
}

/// The part of an object that `struct_mutex` protects.
#[derive(Default, Debug)]
struct Userptr {
    pages: Option<Vec<u64>>,
    work: PageWork,
    last_work: u64,
}

/// `obj->userptr.work`: the work that fetches the pages, or the error if that failed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum PageWork {
    #[default]
    None,
    Pending(u64),
    Failed(Errno),
}

/// An object on some of the current process's pages.
pub fn i915_gem_userptr_ioctl(i915: &Arc<DrmI915Private>, start: u64, pages: u64) -> Result<Arc<DrmI915GemObject>> {
    let range = start..start + pages * PAGE_SIZE;
    let mm = i915_gem_userptr_init__mm_struct(i915)?;
    let mn = match i915_gem_userptr_init__mmu_notifier(&mm) {
        Ok(mn) => mn,
        Err(error) => {
            i915_gem_userptr_release__mm_struct(i915, mm);
            return Err(error);
        }
    };
    let i915 = Arc::clone(i915);
    Ok(Arc::new(DrmI915GemObject { i915, range, mm, mn, userptr: Mutex::default() }))
}

/// Finds the current mm's structure, or makes one, which holds a C.
#[balances_refs]
fn i915_gem_userptr_init__mm_struct(i915: &DrmI915Private) -> Result<Arc<I915MmStruct>> {
    let mm = current_mm()?;
    let mut mm_structs = lock(&i915.mm_structs);
    if let Some(found) = mm_structs.get(&mm).and_then(Weak::upgrade) {
        return Ok(found);
    }
    let mn = Mutex::new(NotifierSlot { mn: None, mn_ref: MM_REF!(NotifierSlot::mn_ref) });
    let mut new = kmalloc(I915MmStruct { mm, mm_ref: MM_REF!(I915MmStruct::mm_ref), mn })?;
    mmgrab(mm, &mut new.mm_ref);
    let new = Arc::from(new);
    mm_structs.insert(mm, Arc::downgrade(&new));
    Ok(new)
}

fn i915_gem_userptr_init__mmu_notifier(mm: &I915MmStruct) -> Result<Arc<I915MmuNotifier>> {
    let mn = i915_mmu_notifier_find(mm)?;
    may_fail(Errno::Enomem)?;
    Ok(mn)
}

#[balances_refs]
fn i915_mmu_notifier_find(mm: &I915MmStruct) -> Result<Arc<I915MmuNotifier>> {
    let _mmap_sem = mm.mm.mmap();
    let mut slot = lock(&mm.mn);
    if let Some(mn) = &slot.mn {
        return Ok(Arc::clone(mn));
    }
    let mn = i915_mmu_notifier_create(mm.mm, &mut slot.mn_ref)?;
    slot.mn = Some(Arc::clone(&mn));
    Ok(mn)
}

#[acquires_ref(MmCount)]
fn i915_mmu_notifier_create(mm: Mm) -> Result<Arc<I915MmuNotifier>> {
    let mn: Arc<I915MmuNotifier> = Arc::from(kmalloc(I915MmuNotifier::default())?);
    __mmu_notifier_register(Arc::<I915MmuNotifier>::clone(&mn), mm, mm_ref)?;
    Ok(mn)
}

/// An object ends. The last one leaves the end of the structure to a worker: giving up a C may take time and locks.
fn i915_gem_userptr_release__mm_struct(i915: &DrmI915Private, mm: Arc<I915MmStruct>) {
    let mut mm_structs = lock(&i915.mm_structs);
    if let Some(mm) = Arc::into_inner(mm) {
        mm_structs.remove(&mm.mm);
        SYSTEM.queue(Box::new(mm));
    }
}

/// `__i915_mm_struct_free__worker`
impl Work for I915MmStruct {
    #[balances_refs]
    fn run(mut self: Box<Self>) {
        i915_mmu_notifier_free(&mut lock(&self.mn), self.mm);
        mmdrop(self.mm, self.mm_ref.take());
    }
}

#[balances_refs]
fn i915_mmu_notifier_free(slot: &mut NotifierSlot, mm: Mm) {
    if let Some(mn) = slot.mn.take() {
        mmu_notifier_unregister(&*mn, mm, slot.mn_ref.take());
    }
}

/// Gives up a share of an object. The last one frees it.
pub fn i915_gem_object_put(obj: Arc<DrmI915GemObject>) {
    if let Some(obj) = Arc::into_inner(obj) {
        lock(&obj.mn.objects).retain(|other| other.strong_count() > 0);
        i915_gem_userptr_release__mm_struct(&obj.i915, obj.mm);
    }
}

/// Fetches the object's pages: at once if they are the current process's and free, otherwise later.
pub fn i915_gem_userptr_get_pages(obj: &Arc<DrmI915GemObject>) -> Result<()> {
    let mut userptr = lock(&obj.userptr);
    match userptr.work {
        PageWork::None if userptr.pages.is_some() => return Ok(()),
        PageWork::None => {}
        PageWork::Pending(_) => return Err(Errno::Eagain),
        PageWork::Failed(error) => return Err(error),
    }
    i915_gem_userptr_set_active(obj);
    if current_mm() == Ok(obj.mm.mm) {
        userptr.pages = obj.mm.mm.try_mmap().and_then(|mut mmap| pages_at(&mut mmap, &obj.range));
    }
    if userptr.pages.is_some() { Ok(()) } else { i915_gem_userptr_get_pages_schedule(obj, &mut userptr) }
}

/// From here on, the notifier knows the object.
fn i915_gem_userptr_set_active(obj: &Arc<DrmI915GemObject>) {
    let mut objects = lock(&obj.mn.objects);
    if !objects.iter().any(|other| other.as_ptr() == Arc::as_ptr(obj)) {
        objects.push(Arc::downgrade(obj));
    }
}

fn i915_gem_userptr_get_pages_schedule(obj: &Arc<DrmI915GemObject>, userptr: &mut Userptr) -> Result<()> {
    let number = userptr.last_work + 1;
    let work = kmalloc(GetPagesWork { obj: Arc::clone(obj), number })?;
    (userptr.work, userptr.last_work) = (PageWork::Pending(number), number);
    SYSTEM.queue(work);
    Err(Errno::Eagain)
}

/// `struct get_pages_work`
struct GetPagesWork {
    obj: Arc<DrmI915GemObject>,
    number: u64,
}

/// `__i915_gem_userptr_get_pages_worker`
impl Work for GetPagesWork {
    #[balances_refs]
    fn run(self: Box<Self>) {
        MM_REF!(mm_ref: MmUsers);
        let mm = self.obj.mm.mm;
        let mut pages = Err(Errno::Efault);
        if mmget_not_zero(mm, &mut mm_ref) {
            pages = get_user_pages_remote(mm, &self.obj.range, &mm_ref);
            mmput(mm, mm_ref);
        }
        let mut userptr = lock(&self.obj.userptr);
        if userptr.work == PageWork::Pending(self.number) {
            userptr.work = pages.as_ref().err().map_or(PageWork::None, |error| PageWork::Failed(*error));
            userptr.pages = pages.ok();
        }
        drop(userptr);
        i915_gem_object_put(self.obj);
    }
}

#[requires_ref(MmUsers)]
fn get_user_pages_remote(mm: Mm, range: &Range<u64>) -> Result<Vec<u64>> {
    may_fail(Errno::Enomem)?;
    pages_at(&mut mm.mmap(), range).ok_or(Errno::Efault)
}

fn pages_at(mmap: &mut Mmap, range: &Range<u64>) -> Option<Vec<u64>> {
    range.clone().step_by(PAGE_SIZE as usize).map(|address| mmap.page(address).copied()).collect()
}

impl MmuNotifier for I915MmuNotifier {
    /// Takes back the pages of objects in the range. That may have to wait, so a worker does it.
    fn invalidate_range_start(&self, _mm: Mm, range: &Range<u64>) {
        let objects: Vec<_> = lock(&self.objects).iter().filter_map(Weak::upgrade).collect();
        for obj in objects {
            if obj.range.start < range.end && range.start < obj.range.end {
                SYSTEM.queue(Box::new(CancelUserptr { obj }));
            } else {
                i915_gem_object_put(obj);
            }
        }
    }
}

struct CancelUserptr {
    obj: Arc<DrmI915GemObject>,
}

/// `cancel_userptr`
impl Work for CancelUserptr {
    fn run(self: Box<Self>) {
        let mut userptr = lock(&self.obj.userptr);
        (userptr.work, userptr.pages) = (PageWork::None, None);
        drop(userptr);
        i915_gem_object_put(self.obj);
    }
}
