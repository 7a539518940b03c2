//! mmref: who holds each share of a reference count.
pub use mmref_runtime::{
    Counted, Holder, Hook, MM_REF, MmRef, ObjectId, Outcome, Owner, Place, Policy, RefClass, RefCount, RefList,
    Reference, Report, SharedRef, Site, SiteKind, Snapshot, Violation, ViolationKind, get, live, move_ref, put, raw,
    set_capacity, set_hook, set_policy, set_report_limit, sites, take_hook, try_get,
};

#[doc(hidden)]
pub use mmref_runtime::private;

pub use mmref_macros::{RefClass, RefCounted, acquires_ref, releases_ref, requires_ref};
