//! The hash table of waiters.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mmref::{MM_REF, balances_refs, holds_ref};

use super::key::{FutexKey, drop_futex_key_refs};
use crate::kernel::lock;
use crate::kernel::task::Task;
use crate::mm_types::MmCount;

/// `struct futex_q`: somebody who waits.
pub(super) struct FutexQ {
    pub(super) task: Arc<Task>,
    state: Mutex<QState>,
    woken: Condvar,
}

/// What a waker may change, with the bucket of the waiter locked.
#[holds_ref]
pub(super) struct QState {
    /// What it waits for: on this its key holds a C.
    #[counted(key_ref: MmCount)]
    pub(super) key: Option<FutexKey>,
    /// Where a requeue may take it: the waiter itself holds that key.
    pub(super) requeue_pi_key: Option<FutexKey>,
    /// The bucket that it is in. `None` once it was woken.
    pub(super) lock_ptr: Option<&'static Bucket>,
    /// It was given the lock that it waited for.
    pub(super) is_owner: bool,
}

/// `struct futex_hash_bucket`
pub(super) struct Bucket(Mutex<Vec<Arc<FutexQ>>>);

pub(super) type Chain = Vec<Arc<FutexQ>>;

static BUCKETS: [Bucket; 16] = [const { Bucket(Mutex::new(Vec::new())) }; 16];

/// `hash_futex`
pub(super) fn hash_futex(key: &FutexKey) -> &'static Bucket {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    &BUCKETS[hasher.finish() as usize % BUCKETS.len()]
}

/// How many are waiting at the moment, whatever for.
pub fn waiters() -> usize {
    BUCKETS.iter().map(|bucket| bucket.lock().len()).sum()
}

impl Bucket {
    pub(super) fn lock(&self) -> MutexGuard<'_, Chain> {
        lock(&self.0)
    }
}

/// `double_lock_hb`: two buckets, which may be one.
pub(super) struct TwoChains {
    first: MutexGuard<'static, Chain>,
    second: Option<MutexGuard<'static, Chain>>,
}

impl TwoChains {
    pub(super) fn lock(first: &'static Bucket, second: &'static Bucket) -> Self {
        let addresses = (std::ptr::from_ref(first), std::ptr::from_ref(second));
        if addresses.0 == addresses.1 {
            return Self { first: first.lock(), second: None };
        }
        if addresses.0 < addresses.1 {
            return Self { first: first.lock(), second: Some(second.lock()) };
        }
        let second = second.lock();
        Self { first: first.lock(), second: Some(second) }
    }

    pub(super) fn first(&mut self) -> &mut Chain {
        &mut self.first
    }

    pub(super) fn second(&mut self) -> &mut Chain {
        self.second.as_mut().unwrap_or(&mut self.first)
    }
}

impl FutexQ {
    pub(super) fn new(task: &Arc<Task>, requeue_pi_key: Option<FutexKey>) -> Arc<Self> {
        let key_ref = MM_REF!(QState::key_ref);
        let state = QState { key: None, key_ref, requeue_pi_key, lock_ptr: None, is_owner: false };
        Arc::new(Self { task: Arc::clone(task), state: Mutex::new(state), woken: Condvar::new() })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, QState> {
        lock(&self.state)
    }

    pub(super) fn waits_for(&self, key: &FutexKey) -> bool {
        self.state().key.as_ref() == Some(key)
    }

    /// `queue_me`: joins a bucket that is locked.
    pub(super) fn queue_me(self: &Arc<Self>, bucket: &'static Bucket, chain: &mut Chain) {
        self.state().lock_ptr = Some(bucket);
        chain.push(Arc::clone(self));
    }

    /// Sleeps until it is woken, or the time is over.
    pub(super) fn sleep(&self, timeout: Duration) {
        let queued = |state: &mut QState| state.lock_ptr.is_some();
        let slept = self.woken.wait_timeout_while(self.state(), timeout, queued);
        drop(slept.unwrap_or_else(PoisonError::into_inner));
    }

    /// `wake_futex`: takes it out of its bucket, which is locked. Its key stays its own to give up.
    pub(super) fn wake(&self, chain: &mut Chain) {
        chain.retain(|other| !std::ptr::eq(&**other, self));
        self.state().lock_ptr = None;
        self.woken.notify_all();
    }

    /// Leaves the bucket, if nobody woke it. A requeue may take it to another bucket meanwhile. Says whether it did.
    pub(super) fn leave(&self) -> bool {
        loop {
            let Some(bucket) = self.state().lock_ptr else { return false };
            let mut chain = bucket.lock();
            let mut state = self.state();
            if state.lock_ptr.is_some_and(|now| std::ptr::eq(now, bucket)) {
                state.lock_ptr = None;
                chain.retain(|other| !std::ptr::eq(&**other, self));
                return true;
            }
        }
    }

    /// `unqueue_me`: leaves the bucket, and gives up what the key holds. False if somebody woke it.
    pub(super) fn unqueue_me(&self) -> bool {
        let left = self.leave();
        self.put_key();
        left
    }

    /// Gives up what the key holds, which is another one after a requeue.
    #[balances_refs]
    pub(super) fn put_key(&self) {
        let mut state = self.state();
        if let Some(key) = state.key.take() {
            drop_futex_key_refs(key, state.key_ref.take());
        }
    }
}

/// The first who waits for a key.
pub(super) fn futex_top_waiter(chain: &Chain, key: &FutexKey) -> Option<Arc<FutexQ>> {
    chain.iter().find(|q| q.waits_for(key)).cloned()
}
