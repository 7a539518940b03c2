//! A value that stays where it is once it is pinned, such as a future, and an unpinned value next to it.

use core::pin::Pin;

/// `T` is pinned when the whole is pinned; `B` is not.
///
/// Has no destructor, is `Unpin` only if `T` is, and never hands out an unpinned `T`.
#[derive(Clone, Debug)]
pub struct Pinned<T, B> {
    pinned: T,
    beside: B,
}

impl<T, B> Pinned<T, B> {
    pub(crate) fn new(pinned: T, beside: B) -> Self {
        Self { pinned, beside }
    }

    pub(crate) fn parts(self: Pin<&mut Self>) -> (Pin<&mut T>, &B) {
        // SAFETY: nothing is moved out of the reference below; `pinned` is pinned again at once.
        let Self { pinned, beside } = unsafe { self.get_unchecked_mut() };
        // SAFETY: it is a field of a pinned value that has no destructor, never hands the field out unpinned, and is
        // `Unpin` only if the field is.
        (unsafe { Pin::new_unchecked(pinned) }, beside)
    }
}
