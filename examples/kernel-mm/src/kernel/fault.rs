//! `lib/fault-inject.c` and `mm/failslab.c`: what may fail, fails when it is told to, as by `/proc/self/fail-nth`.

use std::cell::Cell;

use super::errno::{Errno, Result};

thread_local! {
    static FAIL_NTH: Cell<u32> = const { Cell::new(0) };
}

/// Of all that may fail on this thread from here on, the `n`th does. Zero: nothing does.
pub fn fail_nth(n: u32) {
    FAIL_NTH.set(n);
}

/// Fails with `error` if its turn has come.
pub fn may_fail(error: Errno) -> Result<()> {
    let left = FAIL_NTH.get();
    FAIL_NTH.set(left.saturating_sub(1));
    if left == 1 { Err(error) } else { Ok(()) }
}

/// `kmalloc`, with what the memory is for.
pub fn kmalloc<T>(value: T) -> Result<Box<T>> {
    may_fail(Errno::Enomem)?;
    Ok(Box::new(value))
}
