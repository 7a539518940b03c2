//! The hash table of waiters.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mmref::{MM_REF, balances_refs, holds_ref};

use super::key::{FutexKey, drop_futex_key_refs};
use crate::kernel::lock;
use crate::kernel::task::Task;
use crate::mm_types::MmCount;

/// `struct futex_q`: a waiter.
pub(super) struct FutexQ {
    pub(super) task: Arc<Task>,
    state: Mutex<QState>,
    woken: Condvar,
}

/// What a waker may change while it has the waiter's bucket locked.
#[holds_ref]
pub(super) struct QState {
    /// What it waits for. This key holds a C.
    #[counted(key_ref: MmCount)]
    pub(super) key: Option<FutexKey>,
    /// Where a requeue may move it. The waiter itself holds that key.
    pub(super) requeue_pi_key: Option<FutexKey>,
    /// The bucket that it is in. `None` after it is woken.
    pub(super) lock_ptr: Option<&'static Bucket>,
    /// Whether it received the lock that it waited for.
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

/// The number of waiters at the moment, on all keys.
pub fn waiters() -> usize {
    BUCKETS.iter().map(|bucket| bucket.lock().len()).sum()
}

impl Bucket {
    pub(super) fn lock(&self) -> MutexGuard<'_, Chain> {
        lock(&self.0)
    }
}

/// `double_lock_hb`: two buckets, which may be the same.
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

    /// `queue_me`: joins a locked bucket.
    pub(super) fn queue_me(self: &Arc<Self>, bucket: &'static Bucket, chain: &mut Chain) {
        self.state().lock_ptr = Some(bucket);
        chain.push(Arc::clone(self));
    }

    /// Sleeps until it is woken, or until a timeout.
    pub(super) fn sleep(&self, timeout: Duration) {
        let queued = |state: &mut QState| state.lock_ptr.is_some();
        let slept = self.woken.wait_timeout_while(self.state(), timeout, queued);
        drop(slept.unwrap_or_else(PoisonError::into_inner));
    }

    /// `wake_futex`: removes it from its locked bucket. The waiter still gives up its own key.
    pub(super) fn wake(&self, chain: &mut Chain) {
        chain.retain(|other| !std::ptr::eq(&**other, self));
        self.state().lock_ptr = None;
        self.woken.notify_all();
    }

    /// Leaves the bucket and returns true, unless it was woken. Meanwhile, a requeue may move it to another one.
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

    /// `unqueue_me`: leaves the bucket, and gives up what the key holds. Returns false if it was woken.
    pub(super) fn unqueue_me(&self) -> bool {
        let left = self.leave();
        self.put_key();
        left
    }

    /// Gives up what the key holds. After a requeue, that is another key.
    #[balances_refs]
    pub(super) fn put_key(&self) {
        let mut state = self.state();
        if let Some(key) = state.key.take() {
            drop_futex_key_refs(key, state.key_ref.take());
        }
    }
}

/// The first waiter on a key.
pub(super) fn futex_top_waiter(chain: &Chain, key: &FutexKey) -> Option<Arc<FutexQ>> {
    chain.iter().find(|q| q.waits_for(key)).cloned()
}
