//! `mm/swapfile.c`: to turn off a swap area, it is emptied, mm by mm.

mod area;

pub use area::{SwapInfo, SwapPtes, copy_swap_ptes, swap_out};

use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::thread;

use mmref::{MM_REF, balances_refs, move_ref};

use self::area::unuse_mm;
use crate::fork::mmput;
use crate::init_mm::init_mm;
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::lock;
use crate::mm_types::MmUsers;
use crate::sched::{mmget, mmget_not_zero};

/// The mms that have, or had, pages in a swap area: `init_mm.mmlist`, without `init_mm`. It keeps nothing alive: an mm
/// is taken off when its last user is gone, before it can be freed.
static MMLIST: Mutex<Vec<Mm>> = Mutex::new(Vec::new());

/// The list is a ring, and `init_mm` is a part of it.
fn next_mm(mmlist: &[Mm], p: Mm) -> Mm {
    let next = mmlist.iter().position(|mm| *mm == p).map_or(0, |at| at + 1);
    mmlist.get(next).copied().unwrap_or(init_mm())
}

fn mmlist_add(mm: Mm) {
    let mut mmlist = lock(&MMLIST);
    if !mmlist.contains(&mm) {
        mmlist.push(mm);
    }
}

/// For `__mmput`.
pub(crate) fn mmlist_del(mm: Mm) {
    lock(&MMLIST).retain(|other| *other != mm);
}

/// The system call. Meanwhile, nothing is moved to the area.
pub fn swapoff(si: &SwapInfo) -> Result<()> {
    if !si.writeok.swap(false, Ordering::AcqRel) {
        return Err(Errno::Einval);
    }
    let err = try_to_unuse(si);
    if err.is_ok() {
        lock(&si.swap_map).retain(|entry| entry.count() > 0);
    }
    si.writeok.store(true, Ordering::Release);
    err
}

/// Brings everything back into memory. For each page it searches all mms, beginning with the one that had the last
/// page, because neighbours in the area often have the same mms.
#[balances_refs]
fn try_to_unuse(si: &SwapInfo) -> Result<()> {
    MM_REF!(start_mm_ref: MmUsers);
    MM_REF!(new_start_mm_ref: MmUsers);
    MM_REF!(prev_mm_ref: MmUsers);
    MM_REF!(mm_ref: MmUsers);
    let mut retval = Ok(());
    let mut i = 0;
    let mut start_mm = init_mm();
    mmget(start_mm, &mut start_mm_ref);
    while let Some((next, entry)) = si.find_next_to_unuse(i) {
        i = next + 1;
        retval = may_fail(Errno::Eintr).and_then(|()| may_fail(Errno::Enomem));
        if retval.is_err() {
            break;
        }
        // Nobody else has it any more.
        if start_mm.mm_users.count() == 1 {
            mmput(start_mm, start_mm_ref.take());
            start_mm = init_mm();
            mmget(start_mm, &mut start_mm_ref);
        }
        let swcount = entry.count();
        if start_mm != init_mm() {
            retval = unuse_mm(start_mm, &entry, &start_mm_ref);
        }
        if entry.count() > 0 {
            let mut set_start_mm = entry.count() >= swcount;
            let mut new_start_mm = start_mm;
            let mut prev_mm = start_mm;
            mmget(new_start_mm, &mut new_start_mm_ref);
            mmget(prev_mm, &mut prev_mm_ref);
            let mut p = start_mm;
            let mut mmlist = lock(&MMLIST);
            loop {
                p = next_mm(&mmlist, p);
                if entry.count() == 0 || retval.is_err() || p == start_mm {
                    break;
                }
                let mm = p;
                if !mmget_not_zero(mm, &mut mm_ref) {
                    continue;
                }
                drop(mmlist);
                mmput(prev_mm, prev_mm_ref.take());
                prev_mm = mm;
                move_ref(mm_ref.take(), &mut prev_mm_ref);
                let swcount = entry.count();
                if mm == init_mm() {
                    set_start_mm = true;
                } else {
                    retval = unuse_mm(mm, &entry, &prev_mm_ref);
                }
                if set_start_mm && entry.count() < swcount {
                    mmput(new_start_mm, new_start_mm_ref.take());
                    mmget(mm, &mut new_start_mm_ref);
                    new_start_mm = mm;
                    set_start_mm = false;
                }
                mmlist = lock(&MMLIST);
            }
            drop(mmlist);
            mmput(prev_mm, prev_mm_ref.take());
            mmput(start_mm, start_mm_ref.take());
            start_mm = new_start_mm;
            move_ref(new_start_mm_ref.take(), &mut start_mm_ref);
        }
        if retval.is_err() {
            break;
        }
        thread::yield_now();
    }
    mmput(start_mm, start_mm_ref);
    retval
}
