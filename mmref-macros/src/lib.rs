//! The attributes and derives of `mmref`, re-exported and explained there. Depend on `mmref`, not on this crate.

mod args;
mod check;
mod diag;
mod expand;
mod model;
mod pipeline;
mod syntax;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro::TokenStream;

use crate::expand::Tracking;
use crate::model::Mode;

const TRACKING: Tracking = if cfg!(feature = "track") { Tracking::On } else { Tracking::Off };

/// The function fills a reference that its caller owns if and only if it succeeds.
///
/// Adds a parameter `mm_ref: &mut MmRef<Class>` behind the others, for each class in the list. A name other than
/// `mm_ref` is written before the class.
///
/// ```
/// # use mmref::{acquires_ref, MM_REF, RefClass, RefCount, RefCounted};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers> }
/// # struct Task { mm: Option<Mm> }
/// #[acquires_ref(MmUsers)]
/// fn get_task_mm(task: &Task) -> Option<&Mm> {
///     let mm = task.mm.as_ref()?;
///     mmref::get(mm, mm_ref);
///     Some(mm)
/// }
/// # let mut users = mmref::MmRef::new();
/// # let task = Task { mm: Some(Mm { users: RefCount::new(&mut users) }) };
///
/// MM_REF!(held: MmUsers);
/// if let Some(mm) = get_task_mm(&task, &mut held) {
///     assert!(!mmref::put(mm, held));
/// }
/// # assert!(mmref::put(task.mm.as_ref().unwrap(), users));
/// ```
///
/// # Arguments
///
/// A comma-separated list of `Class`, `name: Class` and `crate = path`, the last if `mmref` has a path other than
/// `::mmref`. At least one class is needed; names must differ.
///
/// # What counts as success
///
/// `Some`, `Ok`, `true` and non-null pointers. A function with any other output always succeeds. `return` and the
/// closing expression are checked; a `?` that returns is a failure. A `return` or `?` inside a macro call is
/// not recognised.
///
/// # What is checked
///
/// While compiling:
/// * C1: it stands on a function that can have parameters and run-time checks (not `const`, not `main`), and its
///   arguments make sense. A foreign function must not have it either, but one without `pub` looks like a trait
///   method and is not recognised.
/// * C2: no other parameter has the reference's name.
/// * C3: the body passes the reference on. A body that ends in `todo!()`, `unimplemented!()`, `unreachable!()` or
///   `panic!()` need not.
///
/// While running, with the feature `track`: success if and only if the reference is held, otherwise
/// `MissingAcquire` or `UnexpectedAcquire`. The function becomes `#[track_caller]` where rustc allows that, so the
/// recorded place is the caller's.
///
/// # Lifetimes
///
/// An elided lifetime in the output still means that of the only borrowed parameter that was written, or of `self`.
/// Where its meaning is not clear, because a path hides the lifetime (`Ref<Mm>`), it must be written out.
#[proc_macro_attribute]
pub fn acquires_ref(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::annotate(Mode::Acquires, arguments.into(), item.into(), TRACKING).into()
}

/// The function needs a held reference, with which its caller vouches for the object.
///
/// Adds a parameter `mm_ref: &MmRef<Class>` behind the others, for each class in the list.
///
/// ```
/// # use mmref::{requires_ref, RefClass, RefCount, RefCounted};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers>, size: u64 }
/// #[requires_ref(MmUsers)]
/// fn task_size(mm: &Mm) -> u64 {
///     mm.size
/// }
/// # let mut users = mmref::MmRef::new();
/// # let mm = Mm { users: RefCount::new(&mut users), size: 7 };
/// # assert_eq!(task_size(&mm, &users), 7);
/// # assert!(mmref::put(&mm, users));
/// ```
///
/// Arguments, lifetimes and rules C1 and C2 are those of [`macro@acquires_ref`]. While running, with the feature
/// `track`, entering it with an idle reference is the violation `NotHeld`.
#[proc_macro_attribute]
pub fn requires_ref(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::annotate(Mode::Requires, arguments.into(), item.into(), TRACKING).into()
}

/// The function gives up a reference that its caller hands over.
///
/// Adds a parameter `mm_ref: MmRef<Class>` behind the others, for each class in the list. It is moved, so rustc
/// rejects a second use (E0382) and a reference of another class (E0308).
///
/// ```
/// # use mmref::{releases_ref, RefClass, RefCount, RefCounted};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers> }
/// # fn release_address_space(_: &Mm) {}
/// #[releases_ref(MmUsers)]
/// fn mmput(mm: &Mm) {
///     if mmref::put(mm, mm_ref) {
///         release_address_space(mm);
///     }
/// }
/// # let mut users = mmref::MmRef::new();
/// # let mm = Mm { users: RefCount::new(&mut users) };
/// # mmput(&mm, users);
/// ```
///
/// Arguments and rules C1 and C2 are those of [`macro@acquires_ref`]. While running, with the feature `track`,
/// giving up an idle reference is the violation `NotHeld`, and leaving the function with the reference still held is
/// `LeakedReference`.
#[proc_macro_attribute]
pub fn releases_ref(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::annotate(Mode::Releases, arguments.into(), item.into(), TRACKING).into()
}

/// Checks that every path of a function that acquires and releases on its own gives up what it took.
///
/// ```
/// # use mmref::{acquires_ref, balances_refs, releases_ref, MM_REF, RefClass, RefCount, RefCounted};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers>, size: u64 }
/// # #[acquires_ref(MmUsers)] fn get_task_mm(mm: &Mm) -> Option<&Mm> { mmref::get(mm, mm_ref); Some(mm) }
/// # #[releases_ref(MmUsers)] fn mmput(mm: &Mm) { let _ = mmref::put(mm, mm_ref); }
/// #[balances_refs]
/// fn task_size(task: &Mm) -> Option<u64> {
///     MM_REF!(mm_ref: MmUsers);
///     let mm = get_task_mm(task, &mut mm_ref)?;
///     let size = mm.size; // a `return` or `?` here would be C6: `mm_ref` is still held
///     mmput(mm, mm_ref);
///     Some(size)
/// }
/// # let mut users = mmref::MmRef::new();
/// # let mm = Mm { users: RefCount::new(&mut users), size: 7 };
/// # assert_eq!(task_size(&mm), Some(7));
/// # assert!(mmref::put(&mm, users));
/// ```
///
/// It applies to a function, or to every function in an impl block, a trait or a module with a body. Functions
/// with [`macro@acquires_ref`], [`macro@requires_ref`] or [`macro@releases_ref`] are checked without it.
///
/// | rule | rejected |
/// | --- | --- |
/// | C4 | a releasing function that does not give up its reference on every path |
/// | C6 | a way out (`return`, `?`, `break`, `continue`, end of a block) on which a reference may still be held |
/// | C7 | filling or overwriting a reference that is still held |
/// | C8 | giving up, moving or vouching with a reference that is idle |
/// | C9 | using the object of an acquire after the only reference to it was given up |
/// | C10 | an acquiring function that succeeds without filling its reference, or fails with it filled |
///
/// It looks at one body and at no types, and reports only what is certain. Every condition can be true or false, and
/// two conditions in a row that may be the same are taken to be the same. Inside a branch, a condition counts as decided
/// if it is written like that of the branch, or is about the same variable or field. A reference that it cannot follow
/// (a closure captures it, an unknown macro mentions it, its success was passed on to somebody else) is left to the
/// checks at run time.
///
/// A reference that is a field, as in `&mut work.mm_ref` and `self.mm_ref.take()`, is followed from where the function
/// fills or takes it (C7, C8) until anything else mentions the field or what it belongs to.
///
/// `#[mmref::waive(C6, reason = "…")]` on the function or on a statement silences one rule there.
#[proc_macro_attribute]
pub fn balances_refs(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::balances(arguments.into(), item.into()).into()
}

/// The structure holds references beside its pointers: adds them, names them, and checks them when it is dropped.
///
/// Each field marked `#[counted(name: Class)]` points to an object, whatever its type (a reference, a raw pointer, an
/// `Option`, an index). A field `name: MmRef<Class>` with the same visibility and `#[cfg]`s is added behind it.
///
/// ```
/// # use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[derive(RefClass)] struct MmCount;
/// # #[derive(RefCounted)] struct Mm { #[ref_count] users: RefCount<MmUsers> }
/// #[holds_ref]
/// struct Task<'a> {
///     name: &'static str,
///     #[counted(mm_ref: MmUsers)] // adds `mm_ref: MmRef<MmUsers>`
///     mm: Option<&'a Mm>,
///     #[counted(active_ref: MmCount, shared)] // adds `active_ref: SharedRef<MmCount>`
///     active_mm: Option<&'a Mm>,
/// }
/// # MM_REF!(first);
/// # let mm = Mm { users: RefCount::new(&mut first) };
///
/// let mut task = Task {
///     name: "init",
///     mm: Some(&mm),
///     mm_ref: MM_REF!(Task::mm_ref), // reports say "Task::mm_ref"
///     active_mm: None,
///     active_ref: MM_REF!(Task::active_ref),
/// };
/// mmref::get(&mm, &mut task.mm_ref);
///
/// if let Some(mm) = task.mm.take() {
///     assert!(!mmref::put(mm, task.mm_ref.take())); // without this, the drop of `task` would be reported
/// }
/// # assert!(mmref::put(&mm, first));
/// ```
///
/// A `#[counted(Class)]` without a name adds a field `mm_ref`. If a field of that name exists, it is checked instead
/// (C5). A field may have several `#[counted]`s.
///
/// # Arguments
///
/// `no_drop`, see below, and `crate = path`, if `mmref` has a path other than `::mmref`.
///
/// # What is generated
///
/// * The fields.
/// * An implementation of `HoldsRefs`, which shows what a structure holds.
/// * An implementation of `Drop`, with tracking on and off alike. With tracking on, dropping a structure that holds a
///   reference is the violation `LeakedReference`, under the name of the field.
/// * With the feature `track`, a site: `mmref::sites()` lists the structure, its references, and how many of its kind
///   were dropped with all of them idle, and with one held.
///
/// # The drop
///
/// As with every type that implements `Drop`, rustc refuses to move a field out of it (E0509): take references out with
/// `structure.mm_ref.take()`, and other fields with `Option::take` or `mem::take`. A `..base` that moves fields is
/// refused, too. A `Drop` of your own is a second one (E0119): write `#[holds_ref(no_drop)]`, and end yours with this:
///
/// ```
/// # use mmref::{RefClass, holds_ref};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[holds_ref(no_drop)] struct Task { #[counted(MmUsers)] mm: *const () }
/// impl Drop for Task {
///     fn drop(&mut self) {
///         // …
///         mmref::HoldsRefs::check_drop(self);
///     }
/// }
/// ```
///
/// With `#[holds_ref(no_drop)]` and no `Drop`, fields can be moved out. A reference that is dropped while it is held
/// is still reported, under the name of the slot where it was made or moved to.
///
/// # What is checked
///
/// While compiling:
/// * C1: it stands on a struct with named fields, one of which is counted, and its arguments make sense. References
///   cannot be copied, so `Clone` and `Copy` cannot be derived. Other derives belong below the attribute, or they miss
///   the added fields.
/// * C2: each reference has a name of its own.
/// * C5: an existing field with the name of a reference is a `MmRef` or `SharedRef` of its class.
#[proc_macro_attribute]
pub fn holds_ref(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::holds(arguments.into(), item.into(), TRACKING).into()
}

/// Silences one rule of the path checker on a function or a statement, and says why: `#[mmref::waive(C6, reason = "…")]`.
///
/// It belongs on a function that [`macro@balances_refs`] or one of the function attributes checks, or on a statement
/// inside. The reason is required, and a `waive` that silences nothing is an error.
#[proc_macro_attribute]
pub fn waive(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::waive(arguments.into(), item.into()).into()
}

/// A test that fails when a reference that it acquired is still held at its end.
///
/// ```
/// # #[derive(mmref::RefClass)] struct MmUsers;
/// # use mmref::{MM_REF, RefCount};
/// #[mmref::test] // in place of `#[test]`
/// fn a_task_gives_its_mm_up() {
///     MM_REF!(mm_ref: MmUsers);
///     let users = RefCount::new(&mut mm_ref);
///     assert!(users.put(mm_ref)); // without this line the test fails
/// }
/// ```
///
/// Each test has a [scope](../mmref/struct.Scope.html) of its own, so tests run in parallel in one process without
/// blaming each other. A test answers for what is acquired
/// * by its own thread,
/// * by threads started with `mmref::thread::spawn`, `mmref::thread::Builder` and `mmref::thread::scope`,
/// * by other threads under `Scope::enter` or `Scope::run`,
/// * by tasks in `.in_current_scope()` or `.in_scope(&scope)`, see `mmref::InScope`.
///
/// A reference belongs to the test that acquired it, even if it is moved, or another test's thread gives it up.
/// `Scope::current()` returns the test's scope: its `allow` says what may stay, its `settle` waits for other threads.
/// What is set up for all tests is acquired under `Scope::outside`.
///
/// Write it with its path, `#[mmref::test]`. After `use mmref::*`, a bare `#[test]` is ambiguous, and rustc says so;
/// `use mmref::prelude::*` does not import it.
///
/// # Other attributes
///
/// Write it above them: an attribute above it may be expanded first, and cannot be recognised once it is gone.
/// It adds no `#[test]` beside an attribute that makes a test itself: one whose path ends in `test`,
/// `rstest`, `apply`, `test_case`, `test_matrix`, `gtest`, `property_test`, `proptest`, `quickcheck` or
/// `wasm_bindgen_test`. For others, use `inner`.
///
/// ```text
/// #[mmref::test]
/// #[tokio::test]
/// async fn a_task_gives_its_mm_up() { … }
/// ```
///
/// # Options
///
/// | option | meaning |
/// | --- | --- |
/// | `rt = path` | runs an async test: a function that runs a future to its end and returns its output |
/// | `inner = attribute` | is written on the function in place of `#[test]`, as in `inner = tokio::test(flavor = "multi_thread")` |
/// | `untracked = "allow"` | the test runs also where nothing is tracked |
/// | `crate = path` | where `mmref` is |
///
/// ```
/// # use std::future::Future;
/// # fn block_on<F: Future>(future: F) -> F::Output { unimplemented!() }
/// #[mmref::test(rt = block_on)]
/// async fn a_task_gives_its_mm_up() -> std::io::Result<()> {
///     Ok(())
/// }
/// ```
///
/// # How it fails
///
/// * *It leaks*: it panics with a report that names each reference, whatever the policy (`Policy::Abort` aborts).
/// * *It panics, or returns an error*: that comes first; what it leaked is printed after it.
/// * *It should panic, and leaks*: the report is printed, and the panic is suppressed, so that the test fails. If the
///   panic itself leaves references behind, allow them, or write a plain `#[test]`.
/// * *Nothing is tracked*, because the feature `track` is off or `MMREF_TRACK` is: it fails, so that nobody relies on
///   checks that are not made.
///
/// While compiling (C1): it stands on a free function with a body that is not `const`, its options make sense, and if it
/// is async, something runs it.
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::test(arguments.into(), item.into()).into()
}

/// Makes a type a class of references: the name of one kind of count.
///
/// ```
/// # use mmref::RefClass;
/// #[derive(RefClass)]
/// #[ref_class(name = "mm_users")]
/// struct MmUsers;
///
/// assert_eq!(MmUsers::NAME, "mm_users");
/// ```
///
/// # Options
///
/// `#[ref_class(name = "…")]` is the name of the class in reports, by default that of the type. `crate = path` is
/// the path of `mmref`. Anything else, or either of them twice, is an error (C1), and so is a union.
#[proc_macro_derive(RefClass, attributes(ref_class))]
pub fn derive_ref_class(input: TokenStream) -> TokenStream {
    pipeline::derive_class(input.into()).into()
}

/// Implements `RefCounted<Class>` for a struct, once for each field marked `#[ref_count]`.
///
/// ```
/// # use mmref::{RefClass, RefCount, RefCounted};
/// # #[derive(RefClass)] struct MmUsers;
/// # #[derive(RefClass)] struct MmCount;
/// #[derive(RefCounted)]
/// struct Mm {
///     #[ref_count]
///     users: RefCount<MmUsers>,
///     #[ref_count]
///     count: RefCount<MmCount>,
/// }
/// ```
///
/// # Options
///
/// `#[ref_counted(crate = path)]` on the struct is the path of `mmref`. A struct without a count, two counts of one
/// class, an enum or a union are errors (C1).
#[proc_macro_derive(RefCounted, attributes(ref_count, ref_counted))]
pub fn derive_ref_counted(input: TokenStream) -> TokenStream {
    pipeline::derive_counted(input.into(), TRACKING).into()
}
