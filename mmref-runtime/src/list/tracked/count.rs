//! Get and put: the word, the node and the handle, changed together.
//!
//! A get takes a free node, adds the share, fills the node; a put vacates the node and takes the share away. So a walk
//! may find fewer references on an object than are listed in its word, for the length of an operation, and never more
//! than are held.

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
    /// The object's id, 0 before it is first needed; and in the lowest bit, which is no part of the id, whether the
    /// object was given a label.
    pub(super) id: AtomicU64,
}

const LABELLED: u64 = 1;

/// By whom and where something is done.
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

    /// The id, or 0 if none was needed yet.
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

    /// Adds a share if all is as usual: a few instructions, and no call. False if it is not, and then nothing has
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

    /// Adds a share, or says why not.
    pub(crate) fn get(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        self.fill(pool, handle, event, |word, share| word.add(share).map(|()| true)).map(|_| ())
    }

    /// Like `get`, but says false where the count is zero.
    pub(crate) fn try_get(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<bool, Refused> {
        self.fill(pool, handle, event, Word::try_add)
    }

    /// The first share of an object that nobody else has seen.
    pub(crate) fn first(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        let start = |word: &Word, share| {
            word.start(share);
            Ok(true)
        };
        self.fill(pool, handle, event, start).map(|_| ())
    }

    /// The first share of an object that had no share left.
    pub(crate) fn restart(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        self.fill(pool, handle, event, |word, share| word.restart(share).map(|()| true)).map(|_| ())
    }

    /// The first share goes to nobody.
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

    /// Gives up a share if all is as usual, and tells what there was before. `None` if it is not, and then nothing has
    /// changed.
    #[inline(always)]
    pub(crate) fn put_usual(&self, pool: Pool<'_>, held: NodeRef, at: At) -> Option<Shares> {
        unlist_usual(pool, held, self.known_id(), at).then(|| self.word.sub_listed())
    }

    /// Goes on from where [`put_usual`](Self::put_usual) stopped. True for the last share.
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

/// The free node names the object, its slot and its place from here on.
#[inline(always)]
fn list(pool: Pool<'_>, top: &Top, object: u64, handle: &Handle, event: Event) -> NodeRef {
    let held = top.free.last.next();
    let Event { class, at: acquired } = event;
    let (slot, thread, scope) = (handle.slot, pool.local.thread(), pool.local.scope());
    top.free.node.fill(held.generation(), &Entry { object, class, slot, acquired, thread, scope });
    pool.pop(top);
    held
}

/// Takes a share off the list of `object` if all is as usual. False if it is not, and then nothing has changed.
#[inline(always)]
fn unlist_usual(pool: Pool<'_>, held: NodeRef, object: u64, at: At) -> bool {
    // One test after the other: chosen without a branch, the node's address would have to wait for its generation.
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

/// Takes a share off the list of `object`, or says why not. False for a share that was on no list.
fn unlist(pool: Pool<'_>, held: NodeRef, object: u64, at: At) -> Result<bool, Refused> {
    let Some(node) = held.check(pool.arena)? else { return Ok(false) };
    if node.object() != object {
        return Err(Refused::WrongObject);
    }
    pool.replenished(|| {
        node.vacate(held.next().generation(), at, pool.local.thread());
        // A node whose generations are used up retires, so that no handle ever becomes current again.
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
