//! Futures that are polled in a scope.

#[cfg(feature = "track")]
use core::pin::Pin;
#[cfg(feature = "track")]
use core::task::{Context, Poll};

#[cfg(feature = "track")]
use crate::list;

use super::Scope;

/// A future that is polled in a scope. Made by [`InScope`].
#[cfg(feature = "track")]
pub type Scoped<F> = list::Pinned<F, Scope>;

/// The future itself: with tracking off there are no scopes.
#[cfg(not(feature = "track"))]
pub type Scoped<F> = F;

/// Puts a future into a [`Scope`], on whichever threads it is polled.
///
/// ```
/// use mmref::{InScope, Scope};
///
/// let scope = Scope::new("request");
/// let task = async { Scope::current().id() }.in_scope(&scope);
/// // tokio::spawn(task);
/// # let mut task = std::pin::pin!(task);
/// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// # assert_eq!(task.as_mut().poll(&mut context), std::task::Poll::Ready(scope.id()));
/// # scope.finish();
/// ```
pub trait InScope: Future + Sized {
    /// Puts the future into `scope`. With tracking off it is returned as it is.
    fn in_scope(self, scope: &Scope) -> Scoped<Self>;

    /// Puts the future into the calling thread's scope, for tasks that a test spawns.
    fn in_current_scope(self) -> Scoped<Self> {
        self.in_scope(&Scope::current())
    }
}

#[cfg(feature = "track")]
impl<F: Future> InScope for F {
    fn in_scope(self, scope: &Scope) -> Scoped<F> {
        Scoped::new(self, scope.clone())
    }
}

#[cfg(not(feature = "track"))]
impl<F: Future> InScope for F {
    fn in_scope(self, _: &Scope) -> F {
        self
    }
}

#[cfg(feature = "track")]
impl<F: Future> Future for list::Pinned<F, Scope> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let (future, scope) = self.parts();
        scope.run(|| future.poll(context))
    }
}
