//! `kernel/futex.c`: waiting for a word of user memory to change.
//!
//! A waiter is found by its key. A private key names an mm and an address, and holds a C so that no other mm takes the
//! place of this one before keys are compared; a shared key names a page of a file instead, and its slot stays idle.

mod key;
mod pi;
mod queue;
mod requeue;
mod requeue_pi;
mod user;
mod wait;
mod wake;

pub use key::{FutexKey, drop_futex_key_refs, get_futex_key, get_futex_key_refs, put_futex_key};
pub use pi::{futex_lock_pi, futex_unlock_pi};
pub use queue::waiters;
pub use requeue::{Requeue, futex_requeue};
pub use requeue_pi::futex_wait_requeue_pi;
pub use wait::futex_wait;
pub use wake::{futex_wake, futex_wake_op};

/// A word of user memory, and whether other processes may use it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Uaddr {
    pub address: u64,
    pub shared: bool,
}
