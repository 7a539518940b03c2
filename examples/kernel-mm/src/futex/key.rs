//! Keys, and the references that they hold.

use std::sync::Arc;

use mmref::{MmRef, acquires_ref};

use super::{Uaddr, user};
use crate::kernel::cache::Mm;
use crate::kernel::current::current_mm;
use crate::kernel::errno::{Errno, Result};
use crate::mm_types::MmCount;
use crate::sched::{mmdrop, mmgrab};

/// `union futex_key`
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum FutexKey {
    Private { mm: Mm, address: u64 },
    Shared { inode: Arc<str>, offset: u64 },
}

/// The key of a word of the current mm. Its slot is filled if the key is private.
pub fn get_futex_key(uaddr: Uaddr, mm_ref: &mut MmRef<MmCount>) -> Result<FutexKey> {
    if uaddr.address % 4 != 0 {
        return Err(Errno::Einval);
    }
    let mm = current_mm()?;
    let key = match user::shared_page(mm, uaddr)? {
        Some((inode, offset)) => FutexKey::Shared { inode, offset },
        None => FutexKey::Private { mm, address: uaddr.address },
    };
    get_futex_key_refs(&key, mm_ref);
    Ok(key)
}

pub fn put_futex_key(key: FutexKey, mm_ref: MmRef<MmCount>) {
    drop_futex_key_refs(key, mm_ref);
}

/// Takes what a key holds. Returns true if that is a C; a file is counted elsewhere.
#[acquires_ref(MmCount)]
pub fn get_futex_key_refs(key: &FutexKey) -> bool {
    match key {
        FutexKey::Private { mm, .. } => {
            mmgrab(*mm, mm_ref);
            true
        }
        FutexKey::Shared { .. } => false,
    }
}

/// Gives up what a key holds.
pub fn drop_futex_key_refs(key: FutexKey, mm_ref: MmRef<MmCount>) {
    if let FutexKey::Private { mm, .. } = key {
        mmdrop(mm, mm_ref);
    }
}
