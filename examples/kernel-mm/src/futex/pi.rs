//! Locks: the word is the owner's pid, and the kernel hands the lock over.

use std::thread;
use std::time::Duration;

use mmref::{MM_REF, balances_refs};

use super::key::{FutexKey, get_futex_key, put_futex_key};
use super::queue::{FutexQ, futex_top_waiter, hash_futex};
use super::{Uaddr, user};
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::mm_types::MmCount;

/// Takes the lock, or waits until it is handed over.
#[balances_refs]
pub fn futex_lock_pi(uaddr: Uaddr, timeout: Duration) -> Result<()> {
    let task = current();
    let q = FutexQ::new(&task, None);
    loop {
        let mut state = q.state();
        let key = get_futex_key(uaddr, &mut state.key_ref)?;
        let bucket = hash_futex(&key);
        let mut chain = bucket.lock();
        let owner = user::cmpxchg_locked(uaddr, 0, task.pid);
        if let Ok(other) = owner
            && other != 0
            && other != task.pid
        {
            state.key = Some(key);
            drop(state);
            q.queue_me(bucket, &mut chain);
            drop(chain);
            q.sleep(timeout);
            q.unqueue_me();
            return if q.state().is_owner { Ok(()) } else { Err(Errno::Etimedout) };
        }
        drop(chain);
        put_futex_key(key, state.key_ref.take());
        match owner {
            Ok(0) => return Ok(()),
            Ok(_) => return Err(Errno::Edeadlk),
            Err(Errno::Efault) => user::fault_in(uaddr)?,
            Err(error) => return Err(error),
        }
    }
}

/// Gives up the lock, or hands it over to a waiter.
#[balances_refs]
pub fn futex_unlock_pi(uaddr: Uaddr) -> Result<()> {
    loop {
        MM_REF!(mm_ref: MmCount);
        let key = get_futex_key(uaddr, &mut mm_ref)?;
        let result = hand_over(uaddr, &key);
        put_futex_key(key, mm_ref);
        match result {
            Err(Errno::Efault) => user::fault_in(uaddr)?,
            Err(Errno::Eagain) => thread::yield_now(),
            result => return result,
        }
    }
}

fn hand_over(uaddr: Uaddr, key: &FutexKey) -> Result<()> {
    let pid = current().pid;
    let mut chain = hash_futex(key).lock();
    let next = futex_top_waiter(&chain, key);
    let new_owner = next.as_ref().map_or(0, |q| q.task.pid);
    let owner = user::cmpxchg_locked(uaddr, pid, new_owner)?;
    if owner != pid {
        return Err(Errno::Eperm);
    }
    if let Some(q) = next {
        q.state().is_owner = true;
        q.wake(&mut chain);
    }
    Ok(())
}
