//! How often each site acquired and released, or was dropped idle and held: counters that a thread keeps to itself.
//!
//! A site gets a key when it first runs. A thread has a block of counters, one pair for each key, that no other thread
//! writes to. So counting is a load and a store. Blocks are never freed: the block of a thread that ended keeps its
//! counts and goes to a thread that begins. The total is the sum over all blocks.

use core::cell::Cell;
use std::sync::{Mutex, PoisonError};

use super::sync::{AtomicU32, AtomicU64, Ordering};

/// What one thread has counted for one site: two numbers, whose meaning depends on the kind of the site.
#[derive(Default)]
struct Tally {
    /// References that were filled, or structures that were dropped with none held.
    first: AtomicU64,
    /// References that were given up, or structures that were dropped with one held.
    second: AtomicU64,
}

type Block = &'static [Tally];

struct Blocks {
    /// Keys given to sites so far. The first key is 1.
    keys: u32,
    all: Vec<Block>,
    /// Blocks that belong to no thread now.
    idle: Vec<Block>,
}

static BLOCKS: Mutex<Blocks> = Mutex::new(Blocks { keys: 0, all: Vec::new(), idle: Vec::new() });

thread_local! {
    static BLOCK: Cell<Block> = const { Cell::new(&[]) };
}

fn with_blocks<R>(work: impl FnOnce(&mut Blocks) -> R) -> R {
    work(&mut BLOCKS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The key of a site: its place in every block, from 1; 0 before the site first runs.
#[derive(Debug)]
pub(crate) struct Key(AtomicU32);

impl Key {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    /// Counts a reference that the site filled.
    #[inline]
    pub(crate) fn acquired(&self) {
        self.count(|tally| &tally.first);
    }

    /// Counts a reference that the site gave up.
    #[inline]
    pub(crate) fn released(&self) {
        self.count(|tally| &tally.second);
    }

    /// Counts a structure that was dropped, with a reference still held or with none.
    pub(crate) fn dropped(&self, held: bool) {
        self.count(if held { |tally| &tally.second } else { |tally| &tally.first });
    }

    #[inline]
    fn count(&self, which: fn(&Tally) -> &AtomicU64) {
        match BLOCK.get().get(self.index()) {
            Some(tally) => increment(which(tally)),
            None => self.count_first(which),
        }
    }

    /// Beyond the end of every block until the site has its key.
    #[inline]
    fn index(&self) -> usize {
        (self.0.load(Ordering::Relaxed) as usize).wrapping_sub(1)
    }

    /// Counts if the site has no key yet, or the thread's block is too short.
    #[cold]
    #[inline(never)]
    fn count_first(&self, which: fn(&Tally) -> &AtomicU64) {
        let kept = super::keeps_blocks();
        let block = with_blocks(|blocks| {
            self.assign(blocks);
            let block = blocks.exchange(BLOCK.get());
            increment(which(&block[self.index()]));
            if !kept {
                blocks.idle.push(block);
            }
            block
        });
        BLOCK.set(if kept { block } else { &[] });
    }

    fn assign(&self, blocks: &mut Blocks) {
        if self.0.load(Ordering::Relaxed) == 0 {
            blocks.keys += 1;
            self.0.store(blocks.keys, Ordering::Relaxed);
        }
    }

    /// What all threads have counted: acquired and released, or dropped idle and held.
    pub(crate) fn totals(&self) -> (u64, u64) {
        let index = self.index();
        with_blocks(|blocks| {
            let tallies = || blocks.all.iter().filter_map(|block| block.get(index));
            let first = tallies().map(|tally| tally.first.load(Ordering::Relaxed)).sum();
            let second = tallies().map(|tally| tally.second.load(Ordering::Relaxed)).sum();
            (first, second)
        })
    }
}

/// Only the owner of a block writes to it, so no count is lost between the load and the store.
#[inline]
fn increment(counter: &AtomicU64) {
    counter.store(counter.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
}

impl Blocks {
    /// Exchanges a block that may be too short for one with room for every key.
    fn exchange(&mut self, block: Block) -> Block {
        if !block.is_empty() {
            self.idle.push(block);
        }
        let enough = self.keys as usize;
        match self.idle.iter().position(|block| block.len() >= enough) {
            Some(found) => self.idle.swap_remove(found),
            None => self.grow(enough),
        }
    }

    fn grow(&mut self, enough: usize) -> Block {
        let len = enough.next_power_of_two().max(64);
        let block: Block = Box::leak((0..len).map(|_| Tally::default()).collect());
        self.all.push(block);
        block
    }
}

/// Called when the thread ends: another thread may take its block.
pub(super) fn hand_back() {
    let block = BLOCK.replace(&[]);
    if !block.is_empty() {
        with_blocks(|blocks| blocks.idle.push(block));
    }
}
