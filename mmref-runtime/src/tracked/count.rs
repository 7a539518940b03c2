//! Get and put: the word, the node and the handle, changed together.
//!
//! A get takes a free node, adds the share, fills the node; a put vacates the node and takes the share away. So a walk
//! may find fewer references on an object than are listed in its word, for the length of an operation, and never more
//! than are held.

use super::Refused;
use super::arena::{Arena, Pool};
use super::handle::{Handle, Held};
use super::node::{At, Entry, Node};
use super::word::{Share, Shares, Word};
use crate::class::Class;
use crate::sync::{AtomicU64, Ordering};

/// What a `RefCount` is made of.
pub(crate) struct Count {
    pub(super) word: Word,
    /// The object's id, 0 before it is first needed; the highest bit says that the object was given a label.
    pub(super) id: AtomicU64,
}

const LABELLED: u64 = 1 << 63;
/// Set in the name of an object that is known by its address.
const FOREIGN: u64 = 1 << 62;

/// The name of a foreign object: its address, which for this purpose need not be unique in its two highest bits.
pub(crate) fn foreign(address: usize) -> u64 {
    FOREIGN | (address as u64 & (FOREIGN - 1))
}

/// The address in the name of a foreign object.
pub(crate) fn foreign_address(object: u64) -> Option<u64> {
    (object & FOREIGN != 0).then_some(object & (FOREIGN - 1))
}

/// By whom and where something is done.
#[derive(Clone, Copy)]
pub(crate) struct Event {
    pub(crate) class: &'static Class,
    pub(crate) at: At,
}

impl Count {
    #[inline]
    pub(crate) fn id(&self, arena: &Arena) -> u64 {
        match self.id.load(Ordering::Relaxed) & !LABELLED {
            0 => self.assign_id(arena),
            id => id,
        }
    }

    #[cold]
    fn assign_id(&self, arena: &Arena) -> u64 {
        let new = arena.next_object.fetch_add(1, Ordering::Relaxed);
        match self.id.compare_exchange(0, new, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => new,
            Err(theirs) => theirs & !LABELLED,
        }
    }

    /// The object has a label from here on. Gives its id.
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

    #[inline]
    pub(crate) fn get(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        self.fill(pool, handle, event, |word, share| word.add(share).map(|()| true)).map(|_| ())
    }

    /// Like `get`, but says false where the count is zero.
    #[inline]
    pub(crate) fn try_get(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<bool, Refused> {
        self.fill(pool, handle, event, Word::try_add)
    }

    /// The first share of an object that nobody else has seen.
    #[inline]
    pub(crate) fn first(&self, pool: Pool<'_>, handle: &mut Handle, event: Event) -> Result<(), Refused> {
        let start = |word: &Word, share| {
            word.start(share);
            Ok(true)
        };
        self.fill(pool, handle, event, start).map(|_| ())
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
        add: impl FnOnce(&Word, Share) -> Result<bool, Refused>,
    ) -> Result<bool, Refused> {
        if !handle.held.is_idle() {
            return Err(Refused::AlreadyHeld);
        }
        let Some((index, node)) = pool.pop() else {
            return self.fill_unlisted(pool, handle, add);
        };
        match add(&self.word, Share::Listed) {
            Ok(true) => handle.held = list(pool, (index, node), self.id(pool.arena), handle, event),
            refused => {
                pool.push(index, node);
                return refused;
            }
        }
        Ok(true)
    }

    #[cold]
    fn fill_unlisted(
        &self,
        pool: Pool<'_>,
        handle: &mut Handle,
        add: impl FnOnce(&Word, Share) -> Result<bool, Refused>,
    ) -> Result<bool, Refused> {
        let added = add(&self.word, Share::Untracked)?;
        if added {
            pool.arena.unlisted.fetch_add(1, Ordering::Relaxed);
            handle.held = Held::UNLISTED;
        }
        Ok(added)
    }

    /// Gives up a share; true for the last one.
    #[inline]
    pub(crate) fn put(&self, pool: Pool<'_>, handle: &Handle, at: At) -> Result<bool, Refused> {
        if unlist(pool, handle, self.id(pool.arena), at)? { self.word.sub_listed() } else { self.word.sub_untracked() }
    }

    pub(crate) fn get_untracked(&self) -> Result<(), Refused> {
        self.word.add(Share::Untracked)
    }

    pub(crate) fn put_untracked(&self) -> Result<bool, Refused> {
        self.word.sub_untracked()
    }
}

/// The node names the object, its slot and its places from here on.
#[inline]
fn list(pool: Pool<'_>, (index, node): (u32, &Node), object: u64, handle: &Handle, event: Event) -> Held {
    let entry = Entry { object, class: event.class, slot: handle.slot, acquired: event.at, thread: pool.thread() };
    Held::new(index, node.fill(&entry))
}

/// Takes a share off the list of `object`. False for a share that was on no list.
#[inline]
fn unlist(pool: Pool<'_>, handle: &Handle, object: u64, at: At) -> Result<bool, Refused> {
    let Some(node) = handle.held.check(pool.arena)? else {
        pool.arena.unlisted.fetch_sub(1, Ordering::Relaxed);
        return Ok(false);
    };
    if node.object() != object {
        return Err(Refused::WrongObject);
    }
    if node.vacate(at, pool.thread()) {
        pool.push(handle.held.index(), node);
    }
    Ok(true)
}

/// The list without the counter: a share of an object that somebody else counts.
pub(crate) fn list_foreign(pool: Pool<'_>, handle: &mut Handle, object: u64, event: Event) -> Result<(), Refused> {
    if !handle.held.is_idle() {
        return Err(Refused::AlreadyHeld);
    }
    handle.held = match pool.pop() {
        Some(free) => list(pool, free, object, handle, event),
        None => {
            pool.arena.unlisted.fetch_add(1, Ordering::Relaxed);
            Held::UNLISTED
        }
    };
    Ok(())
}

/// The counterpart of [`list_foreign`].
pub(crate) fn unlist_foreign(pool: Pool<'_>, handle: &Handle, object: u64, at: At) -> Result<(), Refused> {
    unlist(pool, handle, object, at).map(|_| ())
}
