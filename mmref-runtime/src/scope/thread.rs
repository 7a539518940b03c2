//! `std::thread`, for threads that are in the [scope](crate::Scope) of the thread that starts them.
//!
//! What such a thread acquires counts for the test, or other scope, that started it. With tracking off, or outside of
//! every scope, these are the functions of `std::thread`.
//!
//! ```
//! use mmref::{Scope, thread};
//!
//! let scope = Scope::new("readers");
//! let reader = scope.run(|| thread::spawn(|| Scope::current().id()));
//! assert_eq!(reader.join().unwrap(), scope.id());
//! # scope.finish();
//! ```

use std::io;
use std::thread::{JoinHandle, ScopedJoinHandle};

use super::Scope as References;

/// [`std::thread::spawn`], for a thread in the scope of the calling one.
///
/// # Panics
/// If the system cannot create a thread.
pub fn spawn<F, T>(work: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    std::thread::spawn(in_current_scope(work))
}

/// [`std::thread::scope`], whose threads are in the scope of references of the thread that starts them.
///
/// The closure receives its [`Scope`] by value, so a thread that starts further threads takes it with `move`.
///
/// # Panics
/// If a thread panicked that was not joined.
pub fn scope<'env, F, T>(work: F) -> T
where
    F: for<'scope> FnOnce(Scope<'scope, 'env>) -> T,
{
    std::thread::scope(|scope| work(Scope { scope }))
}

fn in_current_scope<F: FnOnce() -> T, T>(work: F) -> impl FnOnce() -> T {
    let scope = References::current();
    move || scope.run(work)
}

/// [`std::thread::Scope`]; see [`scope()`].
#[derive(Clone, Copy, Debug)]
pub struct Scope<'scope, 'env> {
    scope: &'scope std::thread::Scope<'scope, 'env>,
}

impl<'scope> Scope<'scope, '_> {
    /// [`std::thread::Scope::spawn`].
    ///
    /// # Panics
    /// If the system cannot create a thread.
    pub fn spawn<F, T>(&self, work: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.scope.spawn(in_current_scope(work))
    }
}

/// [`std::thread::Builder`], for threads in the scope of the thread that starts them.
#[derive(Debug)]
#[must_use = "a builder begins no thread until `spawn`"]
pub struct Builder(std::thread::Builder);

impl Builder {
    /// [`std::thread::Builder::new`].
    #[expect(clippy::new_without_default, reason = "`std::thread::Builder` has none")]
    pub fn new() -> Self {
        Self(std::thread::Builder::new())
    }

    /// [`std::thread::Builder::name`].
    pub fn name(self, name: String) -> Self {
        Self(self.0.name(name))
    }

    /// [`std::thread::Builder::stack_size`].
    pub fn stack_size(self, bytes: usize) -> Self {
        Self(self.0.stack_size(bytes))
    }

    /// [`std::thread::Builder::spawn`].
    ///
    /// # Errors
    /// If the system cannot create a thread.
    pub fn spawn<F, T>(self, work: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        self.0.spawn(in_current_scope(work))
    }

    /// [`std::thread::Builder::spawn_scoped`].
    ///
    /// # Errors
    /// If the system cannot create a thread.
    pub fn spawn_scoped<'scope, F, T>(
        self,
        scope: Scope<'scope, '_>,
        work: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.0.spawn_scoped(scope.scope, in_current_scope(work))
    }
}
