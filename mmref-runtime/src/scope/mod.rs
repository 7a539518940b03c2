//! Scopes: which references were acquired in a piece of code and are still held at its end.

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

/// A piece of code, perhaps in many threads, that must not leave a reference held that it acquired.
///
/// A reference belongs to the innermost scope that its thread is in when the reference is acquired. Moving the
/// reference, or giving it up in another thread, does not change that. `#[mmref::test]` opens a scope for each test;
/// [`mmref::scope`](scope()) is the same for a piece of code.
///
/// A thread is in a scope while [`run`](Self::run) runs or the guard of [`enter`](Self::enter) lives, and so are threads
/// started with [`mmref::thread`](crate::thread), and futures with [`in_scope`](InScope::in_scope). A plain
/// `std::thread::spawn` starts outside of every scope.
///
/// A `Scope` is a handle: clones are the same scope. [`check`](Self::check) or [`finish`](Self::finish) judges what was
/// acquired in it. If all handles are dropped first, the scope in which it was opened does. With tracking off this type
/// is zero-sized.
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
    /// Opens a scope. No thread is in it yet.
    ///
    /// # Panics
    /// If the process has opened 4,294,967,295 scopes already: their numbers are never reused.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn new(name: impl Into<String>) -> Self {
        Self::open(Purpose::Code, name, Caller::here())
    }

    pub(crate) fn open(purpose: Purpose, name: impl Into<String>, opened: Caller) -> Self {
        Self { session: session::open(purpose, name, opened) }
    }

    /// The innermost scope that the calling thread is in. Outside of all scopes this is a handle to "outside", where
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

    /// Puts the calling thread into the scope while the guard lives: for thread pools, and wherever there is no closure
    /// to [`run`](Self::run). Drop guards in reverse order of creation, and do not keep one across an `.await`.
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

    /// What [`Holder::scope`] returns for a reference acquired here. `None` outside of every scope.
    pub fn id(&self) -> Option<ScopeId> {
        self.session.as_ref().map(|session| session.id)
    }

    /// Allows exactly `count` references of class `C` to stay held by `owner`, in addition to those allowed before.
    /// Fewer or more are an error at the end of the scope, which names both numbers.
    ///
    /// `owner` is the slot as reports name it, `mm_ref in cache::fill`; or only its name, `mm_ref`; or only the
    /// function or static that it was made in, `cache::fill`.
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

    /// Waits until nothing is held that should not be, or until `limit` has passed: for references that other threads
    /// still give up. Returns as soon as nothing is held, and returns whether that happened.
    ///
    /// In a future, which must not block its thread, use [`settled`](Self::settled).
    pub fn settle(&self, limit: Duration) -> bool {
        let mut wait = Wait::of(limit);
        while !self.is_clean() {
            if !wait.pause() {
                return false;
            }
        }
        true
    }

    /// [`settle`](Self::settle) for futures: other tasks run in the meantime. It asks to be polled repeatedly, and
    /// needs no timer.
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

    /// All held references that were acquired in the scope, including those that [`allow`](Self::allow) allows.
    ///
    /// References that were not listed, for lack of room, are missing.
    pub fn leaks(&self) -> Vec<Holder> {
        self.session.as_ref().map_or_else(Vec::new, |session| session.held())
    }

    /// Ends the scope, and returns as a value whether anything is held that should not be, or missing that should stay.
    ///
    /// # Errors
    /// `LeakedInScope`, with everything found. No policy is carried out.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn check(&self) -> Result<(), Box<Violation>> {
        self.judge(Caller::here()).map_or(Ok(()), |violation| Err(Box::new(violation)))
    }

    /// Ends the scope.
    ///
    /// # Violations
    /// One `LeakedInScope`, with everything that is held but should not be, and every number that differs from what is
    /// allowed. In a scope that was opened in an `mmref::test` it panics even under
    /// [`Policy::Report`](crate::Policy::Report), and so fails the test.
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

/// Keeps the calling thread in a scope while it lives. Made by [`Scope::enter`].
#[derive(Debug)]
#[must_use = "the scope is left when this is dropped"]
pub struct Entered<'a> {
    before: u32,
    /// Borrows its scope, and stays on its thread.
    scope: PhantomData<(&'a Scope, *const ())>,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        list::enter_scope(self.before);
    }
}

/// Runs `work` in a scope of its own, which ends with it.
///
/// If `work` panics, what is still held is printed, and the panic continues. With tracking off this only calls `work`.
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
