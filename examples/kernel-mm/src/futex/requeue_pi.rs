//! Waiting for a word, and then for a lock: the kernel's side of `pthread_cond_wait`.

use std::sync::Arc;
use std::time::Duration;

use mmref::{MM_REF, balances_refs};

use super::key::{FutexKey, get_futex_key, put_futex_key};
use super::queue::{Chain, FutexQ, TwoChains, futex_top_waiter};
use super::requeue::take_key;
use super::wait::{futex_wait_queue_me, futex_wait_setup};
use super::{Uaddr, user};
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::mm_types::MmCount;

/// The waiter has the lock, and is woken with the lock's key.
pub(super) fn requeue_pi_wake_futex(q: &FutexQ, chain: &mut Chain, key2: &FutexKey) {
    take_key(q, key2);
    q.state().is_owner = true;
    q.wake(chain);
}

/// Tries to take the lock for the first waiter. Returns whether that succeeded.
pub(super) fn futex_proxy_trylock_atomic(
    pifutex: Uaddr,
    chains: &mut TwoChains,
    key1: &FutexKey,
    key2: &FutexKey,
) -> Result<bool> {
    let Some(top) = futex_top_waiter(chains.first(), key1) else { return Ok(false) };
    if top.state().requeue_pi_key.as_ref() != Some(key2) {
        return Err(Errno::Einval);
    }
    let free = user::cmpxchg_locked(pifutex, 0, top.task.pid)? == 0;
    if free {
        requeue_pi_wake_futex(&top, chains.first(), key2);
    }
    Ok(free)
}

/// Waits on the first word, until it is requeued to the second and has that lock.
#[balances_refs]
pub fn futex_wait_requeue_pi(uaddr: Uaddr, expected: u32, uaddr2: Uaddr, timeout: Duration) -> Result<()> {
    MM_REF!(mm_ref: MmCount);
    let key2 = get_futex_key(uaddr2, &mut mm_ref)?;
    let q = FutexQ::new(&current(), Some(key2.clone()));
    let result = wait_and_lock(uaddr, expected, &q, &key2, timeout);
    put_futex_key(key2, mm_ref);
    result
}

fn wait_and_lock(uaddr: Uaddr, expected: u32, q: &Arc<FutexQ>, key2: &FutexKey, timeout: Duration) -> Result<()> {
    let locked = futex_wait_setup(uaddr, expected, q)?;
    if q.waits_for(key2) {
        drop(locked);
        q.put_key();
        return Err(Errno::Einval);
    }
    futex_wait_queue_me(locked, q, timeout);
    q.unqueue_me();
    if q.state().is_owner { Ok(()) } else { Err(Errno::Etimedout) }
}
