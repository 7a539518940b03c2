//! `lib/fault-inject.c` and `mm/failslab.c`: failures on request, as with `/proc/self/fail-nth`.

use std::cell::Cell;

use super::errno::{Errno, Result};

thread_local! {
    static FAIL_NTH: Cell<u32> = const { Cell::new(0) };
}

/// The `n`th operation on this thread that can fail from here on fails. Zero: none does.
pub fn fail_nth(n: u32) {
    FAIL_NTH.set(n);
}

/// Fails with `error` if it is its turn.
pub fn may_fail(error: Errno) -> Result<()> {
    let left = FAIL_NTH.get();
    FAIL_NTH.set(left.saturating_sub(1));
    if left == 1 { Err(error) } else { Ok(()) }
}

/// `kmalloc`, with the purpose of the memory.
pub fn kmalloc<T>(value: T) -> Result<Box<T>> {
    may_fail(Errno::Enomem)?;
    Ok(Box::new(value))
}
