//! Scopes: which references were acquired in a piece of code, and are still held at its end.

mod future;
mod session;
pub mod thread;
mod trial;
mod wait;

use core::fmt;
use core::marker::PhantomData;
use core::num::NonZeroU32;
use core::task::Poll;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use crate::class::{Class, RefClass};
use crate::holder::Holder;
use crate::list::{self, Caller};
use crate::title::{Purpose, ScopeId};
use crate::violation::{Kind, Operation, Refusal, Violation};

pub use future::{InScope, Scoped};
use session::{Link, Session};
pub use trial::Test;
use wait::Wait;

/// A piece of code, perhaps in many threads, at whose end nothing must be held that was acquired in it.
///
/// A reference belongs to the scope that its thread is in when the reference is acquired: the innermost one. Moving the
/// reference, or giving it up in another thread, does not change that. `#[mmref::test]` opens a scope for each test;
/// [`mmref::scope`](scope()) is the same for a piece of code.
///
/// A thread is in a scope while [`run`](Self::run) runs or the guard of [`enter`](Self::enter) lives, and so are threads
/// begun with [`mmref::thread`](crate::thread), and futures with [`in_scope`](InScope::in_scope). A plain
/// `std::thread::spawn` begins outside of every scope.
///
/// A `Scope` is a handle: clones are the same scope. What was acquired in it is judged by [`check`](Self::check) or
/// [`finish`](Self::finish); if all handles are dropped before, by the scope in which it was opened. With tracking off
/// this type is zero-sized.
///
/// ```
/// use mmref::{MM_REF, RefClass, RefCount, Scope};
/// # #[derive(RefClass)] struct MmUsers;
///
/// let users = RefCount::<MmUsers>::untracked(1);
/// MM_REF!(mm_ref);
///
/// let scope = Scope::new("reload");
/// scope.run(|| users.get(&mut mm_ref));
/// # #[cfg(feature = "track")]
/// assert_eq!(scope.leaks().len(), 1);
/// assert!(!users.put(mm_ref));
/// scope.finish(); // nothing is left
/// # assert!(users.put_untracked());
/// ```
#[derive(Clone)]
#[must_use = "a scope counts what is acquired while it is entered"]
pub struct Scope {
    /// `None` is outside of every scope.
    session: Option<Link>,
}

impl Scope {
    /// Opens a scope. Nobody is in it yet.
    ///
    /// # Panics
    /// In a process that has opened 4,294,967,295 scopes before: their numbers are never used again.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn new(name: impl Into<String>) -> Self {
        Self::open(Purpose::Code, name, Caller::here())
    }

    pub(crate) fn open(purpose: Purpose, name: impl Into<String>, opened: Caller) -> Self {
        Self { session: session::open(purpose, name, opened) }
    }

    /// The innermost scope that the calling thread is in. Outside of all scopes this is a handle on "outside", in which
    /// nothing is judged.
    pub fn current() -> Self {
        Self { session: NonZeroU32::new(list::current_scope()).and_then(|number| session::find(ScopeId(number))) }
    }

    /// Runs `work` outside of every scope: what it acquires is meant to outlive the scope that the thread is in.
    ///
    /// ```
    /// use std::sync::OnceLock;
    /// # use mmref::Scope;
    /// # struct Cache;
    /// # impl Cache { fn load() -> Self { Self } }
    ///
    /// static CACHE: OnceLock<Cache> = OnceLock::new();
    ///
    /// fn cache() -> &'static Cache {
    ///     CACHE.get_or_init(|| Scope::outside(Cache::load)) // no matter which test comes first
    /// }
    /// # cache();
    /// ```
    pub fn outside<R>(work: impl FnOnce() -> R) -> R {
        Self { session: None }.run(work)
    }

    /// The calling thread is in the scope as long as the guard lives: for thread pools, and wherever there is no closure
    /// to [`run`](Self::run). Drop guards in the reverse order of their making, and do not keep one across an `.await`.
    pub fn enter(&self) -> Entered<'_> {
        Entered { before: list::enter_scope(self.number()), scope: PhantomData }
    }

    /// Runs `work` in the scope.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        let _entered = self.enter();
        work()
    }

    /// The name. Empty outside of every scope.
    pub fn name(&self) -> &str {
        self.session.as_ref().map_or("", |session| &session.title.name)
    }

    /// What [`Holder::scope`] says of a reference that was acquired here. `None` outside of every scope.
    pub fn id(&self) -> Option<ScopeId> {
        self.session.as_ref().map(|session| session.id)
    }

    /// Exactly `count` references of class `C` are meant to stay held by `owner`, in addition to those allowed before.
    /// Fewer or more are an error at the end that says both numbers.
    ///
    /// `owner` is what reports call the slot, `mm_ref in cache::fill`; or only its name, `mm_ref`; or only the function
    /// or static that it was made in, `cache::fill`.
    ///
    /// ```
    /// # use mmref::{MM_REF, RefClass, RefCount, Scope};
    /// # #[derive(RefClass)] struct MmUsers;
    /// # let users = RefCount::<MmUsers>::untracked(1);
    /// MM_REF!(cached);
    ///
    /// let scope = Scope::new("warm up");
    /// scope.allow::<MmUsers>("cached", 1);
    /// scope.run(|| users.get(&mut cached));
    /// scope.finish();
    /// # assert!(!users.put(cached));
    /// # assert!(users.put_untracked());
    /// ```
    pub fn allow<C: RefClass>(&self, owner: impl Into<String>, count: usize) {
        if let Some(session) = &self.session {
            session.allow(Class::of::<C>(), owner.into(), count);
        }
    }

    /// Waits until nothing is held that should not be, for references that other threads still give up; not longer than
    /// `limit`. Says whether it came to that. Returns as soon as it does.
    ///
    /// In a future, which must not keep its thread waiting, this is [`settled`](Self::settled).
    pub fn settle(&self, limit: Duration) -> bool {
        let mut wait = Wait::of(limit);
        while !self.is_clean() {
            if !wait.pause() {
                return false;
            }
        }
        true
    }

    /// [`settle`](Self::settle) for futures: other tasks go on meanwhile. It asks to be polled again and again, and needs
    /// no timer.
    pub async fn settled(&self, limit: Duration) -> bool {
        let wait = Wait::of(limit);
        core::future::poll_fn(|context| {
            let is_clean = self.is_clean();
            if is_clean || wait.left().is_zero() {
                return Poll::Ready(is_clean);
            }
            context.waker().wake_by_ref();
            std::thread::yield_now();
            Poll::Pending
        })
        .await
    }

    /// All references that were acquired in the scope and are held, also those that [`allow`](Self::allow) allows.
    ///
    /// References that were not listed, because there was no more room for them, are not seen.
    pub fn leaks(&self) -> Vec<Holder> {
        self.session.as_ref().map_or_else(Vec::new, |session| session.held())
    }

    /// The end of the scope, as a value: is anything held that should not be, or not held that is allowed to be?
    ///
    /// # Errors
    /// `LeakedInScope`, with everything in it; no policy is carried out.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn check(&self) -> Result<(), Box<Violation>> {
        self.judge(Caller::here()).map_or(Ok(()), |violation| Err(Box::new(violation)))
    }

    /// The end of the scope.
    ///
    /// # Violations
    /// `LeakedInScope`: one, with everything that is held and should not be, and everything that is not held and is
    /// allowed to be. In a scope that was opened in an `mmref::test` it panics, and so fails the test, also under
    /// [`Policy::Report`](crate::Policy::Report).
    #[cfg_attr(feature = "track", track_caller)]
    pub fn finish(self) {
        match (self.judge(Caller::here()), self.session()) {
            (Some(violation), Some(session)) if session.is_in_test() => violation.fail_test(),
            (Some(violation), _) => violation.raise(),
            (None, _) => {}
        }
    }

    pub(crate) fn judge(&self, caller: Caller) -> Option<Violation> {
        let leaks = self.session.as_ref()?.judge()?;
        let operation = if leaks.is_of_test() { Operation::EndTest } else { Operation::EndScope };
        let class = leaks.first_class()?;
        Some(Refusal { kind: Kind::LeakedInScope, operation, class }.at(caller).with_leaks(leaks))
    }

    pub(crate) fn session(&self) -> Option<&Session> {
        self.session.as_deref()
    }

    fn is_clean(&self) -> bool {
        self.session.as_ref().and_then(|session| session.leaks()).is_none()
    }

    fn number(&self) -> u32 {
        self.id().map_or(0, |id| id.0.get())
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").field("name", &self.name()).field("id", &self.id()).finish()
    }
}

/// The calling thread is in a scope as long as this lives. Made by [`Scope::enter`].
#[derive(Debug)]
#[must_use = "the scope is left when this is dropped"]
pub struct Entered<'a> {
    before: u32,
    /// Stays with its scope, and on its thread.
    scope: PhantomData<(&'a Scope, *const ())>,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        list::enter_scope(self.before);
    }
}

/// Runs `work` in a scope of its own, which ends with it.
///
/// Where `work` panics, what is left held is printed, and the panic goes on. With tracking off this calls `work`.
///
/// ```
/// # use mmref::{MM_REF, RefClass, RefCount};
/// # #[derive(RefClass)] struct MmUsers;
/// # let users = RefCount::<MmUsers>::untracked(1);
/// let count = mmref::scope(|| {
///     MM_REF!(mm_ref);
///     users.get(&mut mm_ref);
///     let count = users.count();
///     assert!(!users.put(mm_ref)); // without this line: `LeakedInScope`
///     count
/// });
/// assert_eq!(count, 2);
/// # assert!(users.put_untracked());
/// ```
///
/// # Violations
/// `LeakedInScope`.
#[cfg_attr(feature = "track", track_caller)]
pub fn scope<R>(work: impl FnOnce() -> R) -> R {
    if !cfg!(feature = "track") {
        return work();
    }
    let scope = Scope::open(Purpose::Code, "", Caller::here());
    match catch_unwind(AssertUnwindSafe(|| scope.run(work))) {
        Ok(result) => {
            scope.finish();
            result
        }
        Err(panic) => {
            scope.judge(Caller::here()).iter().for_each(Violation::tell);
            resume_unwind(panic)
        }
    }
}
