//! A lock that is handed over from one waiter to the next leaves no key held.

use crate::common::{self, alone};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use kernel_mm::futex::{Uaddr, futex_lock_pi, futex_unlock_pi};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;

const LONG: Duration = Duration::from_secs(60);
const LOCK: Uaddr = Uaddr { address: 0xa000, shared: false };

#[mmref::test]
fn one_owner_at_a_time() {
    let _alone = alone();
    let task = common::user_task(1, "server");
    common::poke(&task, LOCK.address, 0);
    let others = [2, 3, 4].map(|pid| common::thread_of(&task, pid));
    let owners = AtomicU32::new(0);
    thread::scope(|scope| {
        for other in &others {
            scope.spawn(|| {
                as_task(other, || {
                    for _ in 0..200 {
                        assert_eq!(futex_lock_pi(LOCK, LONG), Ok(()));
                        assert_eq!(owners.fetch_add(1, Ordering::SeqCst), 0);
                        owners.fetch_sub(1, Ordering::SeqCst);
                        assert_eq!(futex_unlock_pi(LOCK), Ok(()));
                    }
                });
            });
        }
    });
    as_task(&task, || {
        assert_eq!(futex_unlock_pi(LOCK), Err(Errno::Eperm));
        assert_eq!(futex_lock_pi(LOCK, LONG), Ok(()));
        assert_eq!(futex_lock_pi(LOCK, LONG), Err(Errno::Edeadlk));
        assert_eq!(futex_unlock_pi(LOCK), Ok(()));
    });
    others.iter().for_each(|other| common::end(other));
    common::assert_quiet(&task);
    common::end(&task);
}
