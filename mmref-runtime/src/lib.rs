//! The runtime of [mmref](https://docs.rs/mmref): the lists behind the counts, and the checks. Depend on `mmref`.
//!
//! | module | what it is |
//! | --- | --- |
//! | `class`, `count`, `reference`, `shared`, [`raw`] | the public types, written once |
//! | `tracked` | what is inside them: the lists. All that is unsafe or atomic |
//! | `untracked` | the same with nothing inside |
//! | `provenance` | places, slots, threads |
//! | `holder`, `snapshot`, `fingerprint` | who holds what, as values: one holder, one object, everything |
//! | `holds`, `field` | structures that hold references: what each holds, and how its slots get their names |
//! | `scope`, `session`, `leaks` | what was acquired in a piece of code: the handle, what is known, what was found |
//! | [`thread`], `future` | threads and futures that are in a scope |
//! | `trial` | what `#[mmref::test]` runs |
//! | `outcome`, `contract`, `site` | annotated functions and structures: did they succeed, did they keep their word, which are there |
//! | `violation`, `policy`, `report` | what went wrong, what to do about it, how to say it |

#[cfg(all(feature = "track", not(target_pointer_width = "64")))]
compile_error!("mmref: the feature `track` needs a 64-bit target; build without it");

#[doc(hidden)]
pub mod __private;
mod audit;
mod class;
#[cfg(feature = "track")]
mod contract;
mod count;
mod dump;
mod field;
mod fingerprint;
mod future;
mod holder;
mod holds;
mod leaks;
mod outcome;
mod policy;
mod provenance;
pub mod raw;
mod reference;
mod report;
mod scope;
mod session;
mod shared;
mod site;
mod snapshot;
#[cfg(test)]
mod surface_test;
#[cfg(feature = "track")]
mod sync;
pub mod thread;
mod trace;
#[cfg(feature = "track")]
mod tracked;
mod trial;
#[cfg(any(not(feature = "track"), test))]
mod untracked;
mod violation;

#[cfg(feature = "track")]
use tracked as imp;
#[cfg(not(feature = "track"))]
use untracked as imp;

pub use audit::{Audit, Balance, Finding, audit};
pub use class::{RefClass, RefCounted};
pub use count::RefCount;
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use future::{InScope, Scoped};
pub use holder::{Holder, ObjectId, RefList, ScopeId};
pub use holds::{HeldField, HoldsRefs};
pub use leaks::{Leaks, Miscount};
pub use outcome::Outcome;
pub use policy::{Hook, Policy, set_capacity, set_hook, set_policy, set_report_limit, take_hook};
pub use provenance::{Owner, Place};
pub use reference::{MmRef, get, move_ref, put, try_get};
pub use report::Report;
#[cfg(feature = "snippets")]
pub use report::WithSource;
pub use scope::{Entered, Scope, scope};
pub use shared::SharedRef;
pub use site::{Site, SiteKind, sites};
pub use snapshot::{Diff, Group, GroupBy, Snapshot, Table, live};
pub use violation::{Reference, Violation, ViolationKind};
