//! The runtime of [mmref](https://docs.rs/mmref): the lists behind the counts, and the checks. Depend on `mmref`.
//!
//! A module uses only modules above it in this table.
//!
//! | module | what it is |
//! | --- | --- |
//! | `class`, `place`, `threads`, `title`, `object`, `owner`, `holder` | values: what a held reference is described with |
//! | `stderr`, `table`, `settings` | text out, settings in |
//! | `list` | the seam: `tracked` (the lists; all that is unsafe or atomic) or `untracked` (nothing) |
//! | `ref_list`, `fingerprint`, `snapshot` | who holds what: of one object, in another run, of everything |
//! | `site`, `leaks`, `violation` | annotated functions and structures; what a scope left held; what can go wrong |
//! | `report`, `emit`, `policy` | what a report says, where it goes, what happens then |
//! | `reference`, `shared`, `count`, [`raw`] | the public types, written once |
//! | `structure`, `outcome`, `contract`, `scope` | structures that hold references, annotated functions, scopes and tests |
//! | `__private`, `mm_ref` | what generated code calls; `MM_REF!` |

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(feature = "track", not(target_pointer_width = "64")))]
compile_error!("mmref: the feature `track` needs a 64-bit target; build without it");

#[doc(hidden)]
pub mod __private;
mod class;
#[cfg(feature = "track")]
mod contract;
mod count;
mod emit;
mod fingerprint;
mod holder;
mod leaks;
mod list;
mod mm_ref;
mod object;
mod outcome;
mod owner;
mod place;
mod policy;
pub mod raw;
mod ref_list;
mod reference;
mod report;
mod scope;
mod settings;
mod shared;
mod site;
mod snapshot;
mod stderr;
mod structure;
mod table;
mod threads;
mod title;
mod violation;

pub use class::RefClass;
pub use count::{RefCount, RefCounted, get, put, try_get};
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use holder::Holder;
pub use leaks::{Leaks, Miscount};
pub use list::set_capacity;
pub use object::ObjectId;
pub use outcome::Outcome;
pub use owner::Owner;
pub use place::Place;
pub use policy::{Hook, set_hook, take_hook};
pub use ref_list::RefList;
pub use reference::{MmRef, move_ref};
pub use report::Report;
#[cfg(feature = "snippets")]
pub use report::WithSource;
pub use scope::{Entered, InScope, Scope, Scoped, scope, thread};
pub use settings::{Policy, set_policy, set_report_limit};
pub use shared::SharedRef;
pub use site::{Activity, Anomaly, Balance, Site, SiteKind, balance, sites};
pub use snapshot::{Diff, Group, GroupBy, Snapshot, Table, live};
pub use structure::{HeldField, HoldsRefs};
pub use title::ScopeId;
pub use violation::{Reference, Violation, ViolationKind};
