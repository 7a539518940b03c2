//! User memory, as far as futexes need it.

use std::sync::Arc;

use super::Uaddr;
use crate::kernel::cache::Mm;
use crate::kernel::current::current_mm;
use crate::kernel::errno::{Errno, Result};
use crate::mm_types::Mmap;

/// The page of a file that contains a word, if the futex is shared and lies in such a page.
pub(super) fn shared_page(mm: Mm, uaddr: Uaddr) -> Result<Option<(Arc<str>, u64)>> {
    if !uaddr.shared {
        return Ok(None);
    }
    let mmap = mm.mmap();
    let (start, vma) = mmap.vmas.range(..=uaddr.address).next_back().ok_or(Errno::Efault)?;
    Ok(vma.shared.then(|| (vma.name.as_str().into(), uaddr.address - start)))
}

/// `get_futex_value_locked`: must not sleep, so it fails if the memory is busy.
pub(super) fn value_locked(uaddr: Uaddr) -> Result<u32> {
    access_locked(uaddr, |word| *word as u32)
}

/// `cmpxchg_futex_value_locked`: returns the previous value.
pub(super) fn cmpxchg_locked(uaddr: Uaddr, expected: u32, new: u32) -> Result<u32> {
    access_locked(uaddr, |word| {
        let before = *word as u32;
        if before == expected {
            *word = u64::from(new);
        }
        before
    })
}

/// `futex_atomic_op_inuser`: adds, and returns whether the value was positive before.
pub(super) fn atomic_add_locked(uaddr: Uaddr, addend: u32) -> Result<bool> {
    access_locked(uaddr, |word| {
        let before = *word as u32;
        *word = u64::from(before.wrapping_add(addend));
        before > 0
    })
}

fn access_locked<T>(uaddr: Uaddr, access: impl FnOnce(&mut u64) -> T) -> Result<T> {
    let mm = current_mm()?;
    let mut mmap = mm.try_mmap().ok_or(Errno::Efault)?;
    word(&mut mmap, uaddr).map(access)
}

/// `fault_in_user_writeable`: sleeps until the memory is available. Fails if there is none.
pub(super) fn fault_in(uaddr: Uaddr) -> Result<()> {
    word(&mut current_mm()?.mmap(), uaddr).map(|_| ())
}

fn word(mmap: &mut Mmap, uaddr: Uaddr) -> Result<&mut u64> {
    mmap.page(uaddr.address).ok_or(Errno::Efault)
}
