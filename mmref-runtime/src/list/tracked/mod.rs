//! The lists. All unsafe and all atomic code of the runtime is in this module.
//!
//! ```text
//!   RefCount                      the arena: chunks of nodes, never given back
//!  ┌────────┬───────┬─────┐      ┌──────────────────────────────────────────┐
//!  │ listed │ count │ id  │◄─ ─ ─│ generation object class                  │  one node is one held
//!  └────────┴───────┴─────┘      │ slot acquired moved given_up thread scope│  reference: a cache line
//!                                ├──────────────────────────────────────────┤
//!   MmRef                        │                                          │
//!  ┌───────┬────────────┬──────┐ │                                          │
//!  │ index │ generation │ slot │─►  (index)                                 │
//!  └───────┴────────────┴──────┘ └──────────────────────────────────────────┘
//! ```
//!
//! *There are no links.* The list of an object is the set of held nodes that name it, found by a walk over the arena
//! when a report or a query asks for it. So the count is the only shared thing that a get or put writes, with one
//! atomic instruction. Its node belongs to the reference alone, and comes from a free list that belongs to the thread.
//! `move_ref` writes two words of the node.
//!
//! | file | idea |
//! | --- | --- |
//! | `word` | the count and the number of listed references in one atomic word |
//! | `node` | one held reference, its generation, and how a walk reads it while it changes |
//! | `slot` | which slot a reference lives in, as one pointer |
//! | `arena` | chunks of nodes, and the batches that threads trade |
//! | `local` | the free nodes of one thread |
//! | `handle` | what an `MmRef` and a `SharedRef` are made of |
//! | `count` | get and put: word, node and handle changed together |
//! | `refused` | why an operation was not carried out |
//! | `exit` | work that runs when the process exits |
//! | `tally` | how often each site acquired and released |
//! | `pinned` | a future, and its scope next to it |
//! | `global` | the arena and the threads of the process |

pub(crate) mod arena;
pub(crate) mod count;
#[cfg(feature = "serde")]
mod exit;
mod global;
pub(crate) mod handle;
pub(crate) mod local;
pub(crate) mod node;
mod pinned;
mod refused;
pub(crate) mod slot;
mod surface;
mod sync;
mod tally;
pub(crate) mod word;

#[cfg(feature = "serde")]
pub(crate) use exit::at_exit;
pub(crate) use global::{Beginning, capacity, current_scope, enter_scope, limit, number_scope, unlisted};
use global::{enroll, keeps_blocks};
pub(crate) use pinned::Pinned;
pub(crate) use refused::Refused;
pub(crate) use surface::Flag;
pub(crate) use surface::{Before, Caller, Count, Handle, Origin, Shared, holders, holders_in, thread};
pub(crate) use tally::Key;
