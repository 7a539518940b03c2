//! What the public types are made of when tracking is off: a count, and nothing else.
//!
//! The surface is that of `tracked`. Nothing is ever refused here, so the handling of refusals is compiled away.

use core::sync::atomic::{AtomicU32, Ordering, fence};

use crate::class::Class;
use crate::holder::Holder;
use crate::object::ObjectId;
use crate::owner::Owner;
use crate::place::Place;
use crate::threads::Thread;

/// Never constructed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refused {}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller;

impl Caller {
    #[inline]
    pub(crate) fn here() -> Self {
        Self
    }

    pub(crate) fn place(self) -> Place {
        Place::new(core::panic::Location::caller())
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Origin;

impl Origin {
    #[inline]
    pub(crate) const fn here() -> Self {
        Self
    }
}

/// The largest count. A count that gets into the band above it stays there: such an object is never freed.
const LIMIT: u32 = i32::MAX as u32;
const SATURATED: u32 = 0xc000_0000;

/// The count before a share was given up.
#[derive(Clone, Copy)]
pub(crate) struct Before(u32);

impl Before {
    #[inline]
    pub(crate) fn outlast_one(self) -> bool {
        self.0.wrapping_sub(2) < LIMIT - 1
    }
}

pub(crate) struct Count(AtomicU32);

impl Count {
    pub(crate) const fn zero() -> Self {
        Self(AtomicU32::new(0))
    }

    pub(crate) const fn untracked(shares: u32) -> Self {
        assert!(shares <= LIMIT, "a count cannot start above 2147483647");
        Self(AtomicU32::new(shares))
    }

    #[inline]
    pub(crate) fn first(&self, _: &mut Handle, _: &'static Class, _: Caller) -> Result<(), Refused> {
        self.first_untracked();
        Ok(())
    }

    pub(crate) fn restart(&self, _: &mut Handle, _: &'static Class, _: Caller) -> Result<(), Refused> {
        self.0.store(1, Ordering::Release);
        Ok(())
    }

    #[inline]
    pub(crate) fn first_untracked(&self) {
        self.0.store(1, Ordering::Relaxed);
    }

    #[inline]
    pub(crate) fn get_usual(&self, _: &mut Handle, _: &'static Class, _: Caller) -> bool {
        let Ok(()) = self.get_untracked();
        true
    }

    pub(crate) fn get(&self, _: &mut Handle, _: &'static Class, _: Caller) -> Result<(), Refused> {
        self.get_untracked()
    }

    #[inline]
    pub(crate) fn try_get(&self, _: &mut Handle, _: &'static Class, _: Caller) -> Result<bool, Refused> {
        let mut count = self.0.load(Ordering::Relaxed);
        while count != 0 {
            if count >= LIMIT {
                self.saturate();
                return Ok(true);
            }
            match self.0.compare_exchange_weak(count, count + 1, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return Ok(true),
                Err(now) => count = now,
            }
        }
        Ok(false)
    }

    #[inline]
    pub(crate) fn put_usual(&self, _: &Handle, _: Caller) -> Option<Before> {
        Some(Before(self.0.fetch_sub(1, Ordering::Release)))
    }

    #[inline]
    pub(crate) fn put(&self, _: &Handle, _: Caller, usual: Option<Before>) -> Result<bool, Refused> {
        Ok(usual.is_some_and(|Before(before)| self.taken(before)))
    }

    /// Completes a put. True for the last share.
    fn taken(&self, before: u32) -> bool {
        if before > LIMIT {
            self.saturate();
        }
        fence(Ordering::Acquire);
        before == 1
    }

    #[inline]
    pub(crate) fn get_untracked(&self) -> Result<(), Refused> {
        if self.0.fetch_add(1, Ordering::Relaxed) >= LIMIT {
            self.saturate();
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn put_untracked(&self) -> Result<bool, Refused> {
        Ok(self.taken(self.0.fetch_sub(1, Ordering::Release)))
    }

    #[cold]
    fn saturate(&self) {
        self.0.store(SATURATED, Ordering::Relaxed);
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed).min(LIMIT)
    }

    pub(crate) fn shares(&self) -> (u32, u32) {
        (self.count(), 0)
    }

    pub(crate) fn is_saturated(&self) -> bool {
        self.0.load(Ordering::Relaxed) > LIMIT
    }

    pub(crate) fn id(&self) -> ObjectId {
        ObjectId(0)
    }

    pub(crate) fn set_labelled(&self) -> ObjectId {
        self.id()
    }

    pub(crate) fn is_labelled(&self) -> bool {
        false
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Handle;

impl Handle {
    #[inline]
    pub(crate) const fn idle(_: Origin) -> Self {
        Self
    }

    #[inline]
    pub(crate) fn is_held(&self) -> bool {
        false
    }

    #[inline]
    pub(crate) fn take(&mut self) -> Self {
        Self
    }

    #[inline]
    pub(crate) fn fill_from(&mut self, _: &Self, _: Caller) -> Result<(), Refused> {
        Ok(())
    }

    #[inline]
    pub(crate) fn check(&self) -> Result<(), Refused> {
        Ok(())
    }

    /// Not null: the pointer of a held reference never is.
    #[inline]
    pub(crate) fn into_bits(self) -> u64 {
        1
    }

    #[inline]
    pub(crate) fn from_bits(_: u64, _: Origin) -> Self {
        Self
    }

    #[inline]
    pub(crate) fn list(&mut self, _: usize, _: &'static Class, _: Caller) -> Result<(), Refused> {
        Ok(())
    }

    #[inline]
    pub(crate) fn unlist(&self, _: usize, _: Caller) -> Result<(), Refused> {
        Ok(())
    }

    pub(crate) fn owner(&self) -> Owner {
        Owner::anonymous(Caller.place())
    }

    pub(crate) fn holder(&self) -> Option<Holder> {
        None
    }
}

pub(crate) struct Shared;

impl Shared {
    #[inline]
    pub(crate) const fn holding(_: Handle) -> Self {
        Self
    }

    #[inline]
    pub(crate) fn store(&self, _: &Handle, _: Caller) -> Result<(), Refused> {
        Ok(())
    }

    #[inline]
    pub(crate) fn take(&self) -> Handle {
        Handle
    }

    #[inline]
    pub(crate) fn peek(&self) -> Handle {
        Handle
    }
}

#[cfg(feature = "serde")]
pub(crate) fn at_exit(_: fn()) -> bool {
    true
}

pub(crate) fn holders(_: Option<ObjectId>) -> Vec<Holder> {
    Vec::new()
}

pub(crate) fn holders_in(_: &[u32]) -> Vec<Holder> {
    Vec::new()
}

pub(crate) fn thread() -> Thread {
    Thread(0)
}

pub(crate) fn current_scope() -> u32 {
    0
}

#[inline]
pub(crate) fn enter_scope(_: u32) -> u32 {
    0
}

pub(crate) fn limit(_: u32) {}

pub(crate) fn capacity() -> u32 {
    0
}

pub(crate) fn unlisted() -> u64 {
    0
}
