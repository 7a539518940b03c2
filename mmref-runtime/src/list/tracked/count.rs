//! Get and put: the word, the node and the handle, changed together.
//!
//! A get takes a free node, adds the share and fills the node; a put vacates the node and takes the share away. So
//! during an operation a walk may find fewer references on an object than its word says are listed, but never more than
//! are held.

use super::Refused;
use super::arena::{Arena, Pool};
use super::handle::{Handle, NodeRef};
use super::local::{Free, Top};
use super::node::{At, Entry};
use super::sync::{AtomicU64, Ordering};
use super::word::{Share, Shares, Word};
use crate::class::Class;
use crate::object::STEP;

/// What a `RefCount` is made of.
pub(crate) struct Count {
    pub(super) word: Word,
    /// The object's id, 0 until it is first needed. The lowest bit is no part of the id: it says whether the object has
    /// a label.
    pub(super) id: AtomicU64,
}

const LABELLED: u64 = 1;

/// Who does something, and where.
#[derive(Clone, Copy)]
pub(crate) struct Event {
    pub(crate) class: &'static Class,
    pub(crate) at: At,
}

impl Count {
    pub(crate) fn id(&self, arena: &Arena) -> u64 {
        match self.known_id() {
            0 => self.assign_id(arena),
            id => id,
        }
    }

    /// The id, or 0 if it was never needed.
    #[inline(always)]
    fn known_id(&self) -> u64 {
        self.id.load(Ordering::Relaxed) & !LABELLED
    }

    fn assign_id(&self, arena: &Arena) -> u64 {
        let new = arena.next_object.fetch_add(STEP, Ordering::Relaxed);
        match self.id.compare_exchange(0, new, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => new,
            Err(theirs) => theirs & !LABELLED,
        }
    }

    /// Marks the object as labelled, and returns its id.
    pub(crate) fn set_labelled(&self, arena: &Arena) -> u64 {
        let id = self.id(arena);
        self.id.fetch_or(LABELLED, Ordering::Relaxed);
        id
    }

    pub(crate) fn is_labelled(&self) -> bool {
        self.id.load(Ordering::Relaxed) & LABELLED != 0
    }

    pub(crate) fn shares(&self) -> Shares {
        self.word.load()
    }

    /// The fast path of a get: a few instructions, and no call. Returns false if it does not apply; then nothing has
    /// changed.
    #[inline(always)]
    pub(crate) fn get_usual(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> bool {
        let id = self.known_id();
        match pool.top() {
            Some(top) if id != 0 && handle.held.is_idle() && self.word.add(Share::Listed).is_ok() => {
                handle.held = list(pool, &top, id, handle, event);
                true
            }
            _ => false,
        }
    }

    /// Adds a share, or returns why not.
    pub(crate) fn get(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        self.fill(pool, handle, event, |word, share| word.add(share).map(|()| true)).map(|_| ())
    }

    /// Like `get`, but returns false if the count is zero.
    pub(crate) fn try_get(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<bool, Refused> {
        self.fill(pool, handle, event, Word::try_add)
    }

    /// Adds the first share of an object that nobody else has seen.
    pub(crate) fn first(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        let start = |word: &Word, share| {
            word.start(share);
            Ok(true)
        };
        self.fill(pool, handle, event, start).map(|_| ())
    }

    /// Adds the first share of an object that had no share left.
    pub(crate) fn restart(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        self.fill(pool, handle, event, |word, share| word.restart(share).map(|()| true)).map(|_| ())
    }

    /// The first share has no reference.
    pub(crate) fn first_untracked(&self) {
        self.word.start(Share::Untracked);
    }

    #[inline]
    fn fill(
        &self,
        pool: Pool<'_>,
        handle: &mut Handle,
        event: Event,
        add: impl Fn(&Word, Share) -> Result<bool, Refused>,
    ) -> Result<bool, Refused> {
        if !handle.held.is_idle() {
            return Err(handle.held.not_to_be_filled(pool.arena));
        }
        let id = self.id(pool.arena);
        let listed = |top: &Top, handle: &mut Handle| {
            let added = add(&self.word, Share::Listed)?;
            if added {
                handle.held = list(pool, top, id, handle, event);
            }
            Ok(added)
        };
        if let Some(top) = pool.top() {
            return listed(&top, handle);
        }
        pool.replenished(|| match pool.top() {
            Some(top) => listed(&top, handle),
            None => self.fill_unlisted(pool, handle, &add),
        })
    }

    #[cold]
    fn fill_unlisted(
        &self,
        pool: Pool<'_>,
        handle: &mut Handle,
        add: impl Fn(&Word, Share) -> Result<bool, Refused>,
    ) -> Result<bool, Refused> {
        let added = add(&self.word, Share::Untracked)?;
        if added {
            pool.arena.unlisted.fetch_add(1, Ordering::Relaxed);
            handle.held = NodeRef::UNLISTED;
        }
        Ok(added)
    }

    /// The fast path of a put. Returns what was there before, or `None` if it does not apply; then nothing has
    /// changed.
    #[inline(always)]
    pub(crate) fn put_usual(&self, pool: Pool<'_>, held: NodeRef, at: At) -> Option<Shares> {
        unlist_usual(pool, held, self.known_id(), at).then(|| self.word.sub_listed())
    }

    /// Continues where [`put_usual`](Self::put_usual) stopped. Returns true for the last share.
    pub(crate) fn put(&self, pool: Pool<'_>, held: NodeRef, at: At, usual: Option<Shares>) -> Result<bool, Refused> {
        match usual {
            Some(before) => self.word.sub_last(before),
            None if unlist(pool, held, self.id(pool.arena), at)? => self.word.sub_last(self.word.sub_listed()),
            None => {
                let last = self.word.sub_untracked()?;
                pool.arena.unlisted.fetch_sub(1, Ordering::Relaxed);
                Ok(last)
            }
        }
    }

    pub(crate) fn get_untracked(&self) -> Result<(), Refused> {
        self.word.add(Share::Untracked)
    }

    pub(crate) fn put_untracked(&self) -> Result<bool, Refused> {
        self.word.sub_untracked()
    }
}

/// Fills the free node with the object, the slot and the place.
#[inline(always)]
fn list(pool: Pool<'_>, top: &Top, object: u64, handle: &Handle, event: Event) -> NodeRef {
    let held = top.free.last.next();
    let Event { class, at: acquired } = event;
    let (slot, thread, scope) = (handle.slot, pool.local.thread(), pool.local.scope());
    top.free.node.fill(held.generation(), &Entry { object, class, slot, acquired, thread, scope });
    pool.pop(top);
    held
}

/// The fast path of taking a share off the list of `object`. Returns false if it does not apply; nothing has changed.
#[inline(always)]
fn unlist_usual(pool: Pool<'_>, held: NodeRef, object: u64, at: At) -> bool {
    // One test after the other: without a branch, the node's address would have to wait for its generation.
    let Some(node) = pool.arena.node(held.index()) else { return false };
    if node.generation() != held.generation() || node.object() != object {
        return false;
    }
    let Some(room) = pool.room() else { return false };
    let Some(last) = held.checked_next() else { return false };
    node.vacate(last.generation(), at, pool.local.thread());
    pool.push(room, Free { node, last });
    true
}

/// Takes a share off the list of `object`, or returns why not. False for a share that was on no list.
fn unlist(pool: Pool<'_>, held: NodeRef, object: u64, at: At) -> Result<bool, Refused> {
    let Some(node) = held.check(pool.arena)? else { return Ok(false) };
    if node.object() != object {
        return Err(Refused::WrongObject);
    }
    pool.replenished(|| {
        node.vacate(held.next().generation(), at, pool.local.thread());
        // A node with no generation left retires, so that no old handle ever becomes current again.
        if let (Some(room), Some(last)) = (pool.room(), held.checked_next()) {
            pool.push(room, Free { node, last });
        }
    });
    Ok(true)
}

/// The list without the counter: a share of an object that somebody else counts.
pub(crate) fn list_foreign(pool: Pool<'_>, handle: &mut Handle, object: u64, event: Event) -> Result<(), Refused> {
    if !handle.held.is_idle() {
        return Err(handle.held.not_to_be_filled(pool.arena));
    }
    let listed = || pool.top().map(|top| list(pool, &top, object, handle, event));
    let held = listed().or_else(|| pool.replenished(listed));
    handle.held = held.unwrap_or_else(|| {
        pool.arena.unlisted.fetch_add(1, Ordering::Relaxed);
        NodeRef::UNLISTED
    });
    Ok(())
}

/// The counterpart of [`list_foreign`].
pub(crate) fn unlist_foreign(pool: Pool<'_>, held: NodeRef, object: u64, at: At) -> Result<(), Refused> {
    if !unlist(pool, held, object, at)? {
        pool.arena.unlisted.fetch_sub(1, Ordering::Relaxed);
    }
    Ok(())
}
