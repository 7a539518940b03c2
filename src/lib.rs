//! Who holds each share of a reference count.
//!
//! A count says *how many*. mmref keeps next to each count the list of references behind it: every get names the
//! reference that it fills, every put gives up exactly that one. A missing reference, a double put and a wrong class do
//! not compile. With the feature `track` the rest is checked at run time, and reported with every holder.
//!
//! # An object and its count
//!
//! A *class* is a marker type that names one kind of count; an *object* has one or more.
//!
//! ```
//! use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted};
//!
//! #[derive(RefClass)]
//! #[ref_class(name = "mm_users")]
//! struct MmUsers;
//!
//! #[derive(RefCounted)]
//! struct Mm {
//!     #[ref_count]
//!     users: RefCount<MmUsers>,
//! }
//!
//! MM_REF!(first: MmUsers); // a slot: a local `let mut first: MmRef<MmUsers>` that knows its name
//! let mm = Mm { users: RefCount::new(&mut first) }; // count 1, held by `first`
//!
//! MM_REF!(second); // the class is inferred
//! mmref::get(&mm, &mut second);
//! assert_eq!(mm.users.count(), 2);
//! assert!(!mmref::put(&mm, second));
//! assert!(mmref::put(&mm, first)); // the last one: now it is ours to free `mm`
//! ```
//!
//! # The three passing modes
//!
//! How a reference is passed says what is meant. `&mut r`: to be filled. `&r`: to be vouched for. `r`: to be given up.
//! The attributes [`acquires_ref`], [`requires_ref`] and [`releases_ref`] add a parameter of that mode to a function,
//! and check at run time that the function does so.
//!
//! ```
//! # use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};
//! # #[derive(RefClass)] struct MmUsers;
//! # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers>, size: u64 }
//! # struct Task { mm: Option<Mm> }
//! #[acquires_ref(MmUsers)]
//! fn get_task_mm(task: &Task) -> Option<&Mm> {
//!     let mm = task.mm.as_ref()?;
//!     mmref::get(mm, mm_ref);
//!     Some(mm)
//! }
//!
//! #[requires_ref(MmUsers)]
//! fn task_mem(mm: &Mm) -> u64 {
//!     mm.size
//! }
//!
//! #[releases_ref(MmUsers)]
//! fn mmput(mm: &Mm) {
//!     if mmref::put(mm, mm_ref) {
//!         println!("the last user is gone");
//!     }
//! }
//!
//! fn proc_pid_status(task: &Task) -> Option<u64> {
//!     MM_REF!(mm_ref: MmUsers);
//!     let mm = get_task_mm(task, &mut mm_ref)?;
//!     let size = task_mem(mm, &mm_ref);
//!     mmput(mm, mm_ref);
//!     Some(size)
//! }
//! # MM_REF!(first);
//! # let task = Task { mm: Some(Mm { users: RefCount::new(&mut first), size: 7 }) };
//! # assert_eq!(proc_pid_status(&task), Some(7));
//! # mmput(task.mm.as_ref().unwrap(), first);
//! ```
//!
//! Every path of an annotated function is checked at compile time. [`balances_refs`] does that for functions like
//! `proc_pid_status`, which acquire and release on their own.
//!
//! # References that live in structures
//!
//! A structure that keeps a pointer keeps the reference next to it. [`holds_ref`] adds one for each field marked
//! `#[counted]`, and reports a structure that is dropped while it holds one. [`move_ref`] transfers a reference to
//! another slot without touching the count; [`MmRef::take`] takes it out of a field again. A [`SharedRef`] is a slot
//! that is filled and emptied through `&self`.
//!
//! ```
//! # use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};
//! # #[derive(RefClass)] struct MmUsers;
//! # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers> }
//! #[holds_ref]
//! struct Task<'a> {
//!     #[counted(mm_ref: MmUsers)] // adds `mm_ref: MmRef<MmUsers>`
//!     mm: Option<&'a Mm>,
//! }
//! # MM_REF!(first);
//! # let mm = Mm { users: RefCount::new(&mut first) };
//!
//! let mut task = Task { mm: None, mm_ref: MM_REF!(Task::mm_ref) };
//! MM_REF!(mm_ref);
//! mmref::get(&mm, &mut mm_ref);
//! mmref::move_ref(mm_ref, &mut task.mm_ref);
//! task.mm = Some(&mm);
//! assert!(mm.users.refs().holders().iter().any(|holder| holder.owner().to_string() == "Task::mm_ref"));
//!
//! if let Some(mm) = task.mm.take() {
//!     assert!(!mmref::put(mm, task.mm_ref.take()));
//! }
//! # assert!(mmref::put(&mm, first));
//! ```
//!
//! # When something is wrong
//!
//! A broken rule is a [`Violation`]. The operation is refused, and the [`Policy`] says what happens then: panic with the
//! report (the default), abort, or report and continue. [`set_hook`] receives the violation as a value.
//!
//! # Who holds what
//!
//! [`live`] lists every held reference of the process, [`RefCount::refs`] those of one object, [`HoldsRefs`] those of one
//! structure. A [`Snapshot`] groups, filters and prints them; [`Snapshot::diff`] shows the changes since another; a
//! [`Fingerprint`](snapshot::Fingerprint) identifies a holder in another run.
//!
//! [`sites`] lists what each annotated function has acquired and released, and how each annotated structure was dropped;
//! [`balance`] says what is suspicious in that: classes that nobody releases, sites that never ran.
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `serde` | `Serialize` for [`Violation`], [`Report`](report::Report), [`Snapshot`] and [`Diff`](snapshot::Diff): documents with a version, of which `report.schema.json` is the schema |
//! | `snippets` | reports are printed with lines of the source (`Report::with_source`); needs Rust 1.88 |
//! | `tracing` | violations as events of target `mmref`, and at level trace every get, put and move, of target `mmref::ops` |
//! | `signal` | on Unix, `MMREF_DUMP_SIGNAL` |
//!
//! # Tests and scopes
//!
//! [`mmref::test`](macro@test) in place of `#[test]` makes a test fail if a reference that it acquired is still held at
//! its end. [`scope`](scope()) and [`Scope`] do that for any piece of code; [`thread`] and [`InScope`] include threads
//! and futures.
//!
//! ```
//! # use mmref::{MM_REF, RefClass, RefCount, Scope};
//! # #[derive(RefClass)] struct MmUsers;
//! # static INIT_USERS: RefCount<MmUsers> = RefCount::untracked(1);
//! #[mmref::test]
//! fn a_test() {
//!     MM_REF!(mm_ref);
//!     INIT_USERS.get(&mut mm_ref);
//!     assert!(!INIT_USERS.put(mm_ref)); // without this line it fails
//! }
//!
//! MM_REF!(cached);
//! let scope = Scope::new("warm up");
//! scope.run(|| INIT_USERS.get(&mut cached));
//! let violation = scope.check().unwrap_err();
//! assert_eq!(violation.leaks().unwrap().holders()[0].owner().name(), Some("cached"));
//! scope.allow::<MmUsers>("cached", 1); // meant to stay: exactly one
//! scope.finish();
//! # assert!(!INIT_USERS.put(cached));
//! ```
//!
//! # On and off
//!
//! The feature `track` turns the lists and checks on; it needs a 64-bit target. Without it [`MmRef`] and [`SharedRef`] are
//! zero-sized, [`RefCount`] is one `u32`, and the same programs compile. The usual place for it is `[dev-dependencies]`.
//!
//! | variable | values | meaning |
//! | --- | --- | --- |
//! | `MMREF_ON_VIOLATION` | `panic`, `abort`, `report` | what happens when a rule is broken, unless [`set_policy`] is called |
//! | `MMREF_TRACK` | `on`, `off`, a number of references | how many references are listed, unless [`set_capacity`] is called; further ones are only counted |
//! | `MMREF_REPORT_LIMIT` | a number | how many groups of holders a report shows of each object, unless [`set_report_limit`] is called |
//! | `MMREF_REPORT` | a path | feature `serde`: where violations are written as JSON, and at exit what is still held; `%p` in it is the process number |
//! | `MMREF_DUMP_SIGNAL` | `USR1`, `USR2`, `HUP`, `QUIT` | feature `signal`: the signal on which a running process prints what it holds, from its first get on |

#![cfg_attr(docsrs, feature(doc_cfg))]

pub use mmref_macros::{
    RefClass, RefCounted, acquires_ref, balances_refs, holds_ref, releases_ref, requires_ref, test, waive,
};
pub use mmref_runtime::{
    HoldsRefs, Hook, InScope, MM_REF, MmRef, Outcome, Policy, RefClass, RefCount, RefCounted, Scope, SharedRef,
    Snapshot, Violation, ViolationKind, balance, get, live, move_ref, put, raw, scope, set_capacity, set_hook,
    set_policy, set_report_limit, sites, take_hook, thread, try_get,
};

/// The common names. `use mmref::prelude::*` changes the meaning of no name in a program: functions such as
/// `mmref::get` and the attribute `mmref::test` are not in it.
pub mod prelude {
    pub use mmref_macros::{
        RefClass, RefCounted, acquires_ref, balances_refs, holds_ref, releases_ref, requires_ref, waive,
    };
    pub use mmref_runtime::{HoldsRefs, MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef};
}

/// Reports of violations, and the parts of a violation.
pub mod report {
    #[cfg(feature = "snippets")]
    #[cfg_attr(docsrs, doc(cfg(feature = "snippets")))]
    pub use mmref_runtime::WithSource;
    pub use mmref_runtime::{Reference, Report};
}

/// Who holds what: the parts of a [`Snapshot`], and its queries.
pub mod snapshot {
    pub use mmref_runtime::{
        Diff, Fingerprint, Group, GroupBy, HeldField, Holder, ObjectId, Owner, ParseFingerprintError, Place, RefList,
        Table,
    };
}

/// The parts of a [`Scope`](struct@crate::Scope): its guard, its number, and what it left held.
pub mod scope {
    pub use mmref_runtime::{Entered, Leaks, Miscount, ScopeId, Scoped};
}

/// Annotated functions and structures, and what they have done.
pub mod site {
    pub use mmref_runtime::{Activity, Anomaly, Balance, Site, SiteKind};
}

#[doc(hidden)]
pub use mmref_runtime::__private;
