//! Moving waiters from one word to another.

use std::sync::Arc;

use mmref::{MM_REF, balances_refs};

use super::key::{FutexKey, drop_futex_key_refs, get_futex_key, get_futex_key_refs, put_futex_key};
use super::queue::{FutexQ, TwoChains, hash_futex};
use super::requeue_pi::{futex_proxy_trylock_atomic, requeue_pi_wake_futex};
use super::{Uaddr, user};
use crate::kernel::errno::{Errno, Result};
use crate::mm_types::MmCount;

/// What to do with the waiters.
#[derive(Clone, Copy, Debug)]
pub struct Requeue {
    pub nr_wake: usize,
    pub nr_requeue: usize,
    /// Nothing happens unless the first word has this value.
    pub expected: u32,
    /// The second word is a lock, which a woken waiter has.
    pub requeue_pi: bool,
}

/// Wakes some waiters on the first word, and moves others to the second. Returns how many there were in all.
#[balances_refs]
pub fn futex_requeue(uaddr1: Uaddr, uaddr2: Uaddr, how: Requeue) -> Result<usize> {
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
        let result = requeue_locked(uaddr1, uaddr2, &key1, &key2, how);
        put_futex_key(key2, mm_ref2);
        put_futex_key(key1, mm_ref1);
        if result != Err(Errno::Efault) {
            return result;
        }
        user::fault_in(uaddr1)?;
        user::fault_in(uaddr2)?;
    }
}

fn requeue_locked(uaddr1: Uaddr, uaddr2: Uaddr, key1: &FutexKey, key2: &FutexKey, how: Requeue) -> Result<usize> {
    if how.requeue_pi && key1 == key2 {
        return Err(Errno::Einval);
    }
    let mut chains = TwoChains::lock(hash_futex(key1), hash_futex(key2));
    if user::value_locked(uaddr1)? != how.expected {
        return Err(Errno::Eagain);
    }
    let mut done = 0;
    if how.requeue_pi && futex_proxy_trylock_atomic(uaddr2, &mut chains, key1, key2)? {
        done += 1;
    }
    let waiters: Vec<_> = chains.first().iter().filter(|q| q.waits_for(key1)).cloned().collect();
    for q in waiters.iter().take(how.nr_wake + how.nr_requeue - done) {
        let wanted = q.state().requeue_pi_key.clone();
        if how.requeue_pi && wanted.as_ref() != Some(key2) || !how.requeue_pi && wanted.is_some() {
            return Err(Errno::Einval);
        }
        if how.requeue_pi && user::cmpxchg_locked(uaddr2, 0, q.task.pid)? == 0 {
            requeue_pi_wake_futex(q, chains.first(), key2);
        } else if !how.requeue_pi && done < how.nr_wake {
            q.wake(chains.first());
        } else {
            requeue_futex(q, &mut chains, key2);
        }
        done += 1;
    }
    Ok(done)
}

/// The waiter gives up its share by the first key, and takes one by the second.
fn requeue_futex(q: &Arc<FutexQ>, chains: &mut TwoChains, key2: &FutexKey) {
    chains.first().retain(|other| !Arc::ptr_eq(other, q));
    q.queue_me(hash_futex(key2), chains.second());
    take_key(q, key2);
}

#[balances_refs]
pub(super) fn take_key(q: &FutexQ, key2: &FutexKey) {
    let mut state = q.state();
    let (key1, key_ref) = (state.key.replace(key2.clone()), state.key_ref.take());
    get_futex_key_refs(key2, &mut state.key_ref);
    if let Some(key1) = key1 {
        drop_futex_key_refs(key1, key_ref);
    }
}
