//! Waking the waiters on one key, or on either of two.

use mmref::{MM_REF, balances_refs};

use super::key::{FutexKey, get_futex_key, put_futex_key};
use super::queue::{Chain, TwoChains, hash_futex};
use super::{Uaddr, user};
use crate::kernel::errno::{Errno, Result};
use crate::mm_types::MmCount;

/// Wakes up to this many waiters on the word. Returns how many.
#[balances_refs]
pub fn futex_wake(uaddr: Uaddr, nr_wake: usize) -> Result<usize> {
    MM_REF!(mm_ref: MmCount);
    let key = get_futex_key(uaddr, &mut mm_ref)?;
    let woken = wake_chain(&mut hash_futex(&key).lock(), &key, nr_wake);
    put_futex_key(key, mm_ref);
    Ok(woken)
}

fn wake_chain(chain: &mut Chain, key: &FutexKey, nr_wake: usize) -> usize {
    let waiters: Vec<_> = chain.iter().filter(|q| q.waits_for(key)).take(nr_wake).cloned().collect();
    waiters.iter().for_each(|q| q.wake(chain));
    waiters.len()
}

/// Adds to the second word, and wakes waiters on the first, and on the second if it was positive.
#[balances_refs]
pub fn futex_wake_op(uaddr1: Uaddr, uaddr2: Uaddr, nr_wake: usize, nr_wake2: usize, addend: u32) -> Result<usize> {
    loop {
        MM_REF!(mm_ref1: MmCount);
        MM_REF!(mm_ref2: MmCount);
        let key1 = get_futex_key(uaddr1, &mut mm_ref1)?;
        let key2 = match get_futex_key(uaddr2, &mut mm_ref2) {
            Ok(key2) => key2,
            Err(error) => {
                put_futex_key(key1, mm_ref1);
                return Err(error);
            }
        };
        let mut chains = TwoChains::lock(hash_futex(&key1), hash_futex(&key2));
        let result = user::atomic_add_locked(uaddr2, addend).map(|positive| {
            let woken = wake_chain(chains.first(), &key1, nr_wake);
            if positive { woken + wake_chain(chains.second(), &key2, nr_wake2) } else { woken }
        });
        drop(chains);
        put_futex_key(key2, mm_ref2);
        put_futex_key(key1, mm_ref1);
        if result != Err(Errno::Efault) {
            return result;
        }
        user::fault_in(uaddr2)?;
    }
}
