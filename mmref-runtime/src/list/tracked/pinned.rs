//! Something that stays where it is once it is pinned, such as a future, and something beside it that does not matter.

use core::pin::Pin;

/// `T` is pinned as the whole is; `B` is beside it.
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
        // SAFETY: it is a field of something pinned that has no destructor and nowhere hands it out unpinned, and which is
        // `Unpin` only if the field is.
        (unsafe { Pin::new_unchecked(pinned) }, beside)
    }
}
