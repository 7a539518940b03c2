//! Waiting for a word to change.

use std::sync::{Arc, MutexGuard};
use std::time::Duration;

use super::key::{get_futex_key, put_futex_key};
use super::queue::{Bucket, Chain, FutexQ, hash_futex};
use super::{Uaddr, user};
use mmref::balances_refs;

use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};

/// Waits until it is woken, if the word has the expected value.
pub fn futex_wait(uaddr: Uaddr, expected: u32, timeout: Duration) -> Result<()> {
    let q = FutexQ::new(&current(), None);
    let locked = futex_wait_setup(uaddr, expected, &q)?;
    futex_wait_queue_me(locked, &q, timeout);
    if q.unqueue_me() { Err(Errno::Etimedout) } else { Ok(()) }
}

/// Fills the waiter's key, and locks its bucket. If it fails, the key is idle again.
#[balances_refs]
pub(super) fn futex_wait_setup(uaddr: Uaddr, expected: u32, q: &FutexQ) -> Result<LockedBucket> {
    loop {
        let mut state = q.state();
        let key = get_futex_key(uaddr, &mut state.key_ref)?;
        let bucket = hash_futex(&key);
        let chain = bucket.lock();
        let value = user::value_locked(uaddr);
        if value == Ok(expected) {
            state.key = Some(key);
            return Ok((bucket, chain));
        }
        drop(chain);
        put_futex_key(key, state.key_ref.take());
        match value {
            Err(Errno::Efault) => user::fault_in(uaddr)?,
            Err(error) => return Err(error),
            Ok(_) => return Err(Errno::Ewouldblock),
        }
    }
}

pub(super) type LockedBucket = (&'static Bucket, MutexGuard<'static, Chain>);

pub(super) fn futex_wait_queue_me((bucket, mut chain): LockedBucket, q: &Arc<FutexQ>, timeout: Duration) {
    q.queue_me(bucket, &mut chain);
    drop(chain);
    q.sleep(timeout);
}
