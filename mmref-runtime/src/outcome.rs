//! Whether an acquiring function succeeded.

use core::ops::ControlFlow;

/// Success or failure, read from the value that an acquiring function returns.
///
/// An acquiring function fills its reference exactly when it succeeds. `Some`, `Ok`, `true`, `Continue` and pointers
/// that are not null are success. A function that returns a type without this trait always succeeds; implement it for
/// types of your own that can express failure.
///
/// ```
/// use mmref::Outcome;
///
/// struct Status(i32);
///
/// impl Outcome for Status {
///     fn is_success(&self) -> bool {
///         self.0 >= 0
///     }
/// }
/// ```
pub trait Outcome {
    /// Whether the function that returned this filled its reference.
    fn is_success(&self) -> bool;
}

impl<T> Outcome for Option<T> {
    fn is_success(&self) -> bool {
        self.is_some()
    }
}

impl<T, E> Outcome for Result<T, E> {
    fn is_success(&self) -> bool {
        self.is_ok()
    }
}

impl<B, C> Outcome for ControlFlow<B, C> {
    fn is_success(&self) -> bool {
        self.is_continue()
    }
}

impl Outcome for bool {
    fn is_success(&self) -> bool {
        *self
    }
}

impl<T: ?Sized> Outcome for *const T {
    fn is_success(&self) -> bool {
        !self.is_null()
    }
}

impl<T: ?Sized> Outcome for *mut T {
    fn is_success(&self) -> bool {
        !self.is_null()
    }
}
