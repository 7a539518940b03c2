//! What the attributes, derives and macros write passes every lint there is.

#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery, future_incompatible, let_underscore, unused)]
#![deny(missing_debug_implementations, unreachable_pub, unused_qualifications, unused_results, single_use_lifetimes)]
#![deny(unsafe_op_in_unsafe_fn, trivial_casts, trivial_numeric_casts, unused_lifetimes, unused_import_braces)]

use std::num::ParseIntError;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use mmref::{
    HoldsRefs, InScope as _, MM_REF, MmRef, RefClass, RefCount, RefCounted, Scope, SharedRef, acquires_ref, holds_ref,
    releases_ref, requires_ref,
};

/// A class that public structures hold references of.
#[derive(RefClass, Debug)]
#[ref_class(name = "users")]
pub struct Users;

#[derive(RefClass, Debug)]
struct Count;

#[derive(RefCounted, Debug)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    #[ref_count]
    count: RefCount<Count>,
    users_hold: SharedRef<Count>,
    log: Mutex<Vec<&'static str>>,
}

impl Mm {
    fn log(&self, what: &'static str) {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

trait Lookup {
    #[acquires_ref(Users)]
    fn lookup(&self, wanted: bool) -> Option<&Mm>;
}

impl Lookup for Mm {
    #[acquires_ref(Users)]
    fn lookup(&self, wanted: bool) -> Option<&Self> {
        if !wanted {
            return None;
        }
        mmref::get(self, mm_ref);
        Some(self)
    }
}

#[acquires_ref(users: Users, count: Count)]
fn open(mm: &Mm, allowed: Result<(), u8>) -> Result<&Mm, u8> {
    allowed?;
    mmref::get(mm, users);
    mmref::get(mm, count);
    Ok(mm)
}

#[requires_ref(Users)]
fn note(mm: &Mm, what: &'static str) {
    mm.log(what);
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        mm.log("unmapped");
        mmdrop(mm, mm.users_hold.take());
    }
}

#[releases_ref(Count)]
fn mmdrop(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        mm.log("freed");
    }
}

#[acquires_ref(Users)]
unsafe fn current() -> *const Mm {
    drop(mm_ref.take());
    std::ptr::null()
}

#[acquires_ref(Users)]
async fn lookup_later(mm: &Mm) -> Option<&Mm> {
    let wanted = std::future::ready(true).await;
    mm.lookup(wanted, mm_ref)
}

/// A question mark behind parentheses.
#[acquires_ref(Users)]
fn dereferenced(mm: &Mm, wanted: Option<u8>) -> Option<&Mm> {
    let wanted = Arc::new(wanted);
    let _wanted = (*wanted)?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[holds_ref]
#[derive(Debug)]
struct Task<'mm> {
    #[counted(mm_ref: Users)]
    mm: Option<&'mm Mm>,
    #[counted(active_ref: Count, shared)]
    active_mm: Option<&'mm Mm>,
}

impl<'mm> Task<'mm> {
    const fn new(mm: &'mm Mm) -> Self {
        Self { mm: Some(mm), mm_ref: MM_REF!(Self::mm_ref), active_mm: None, active_ref: MM_REF!(Self::active_ref) }
    }
}

/// Types, visibilities, conditions, and a field that is there already.
pub mod structures {
    use core::fmt::Debug;

    use super::Users;

    /// Of a generic type.
    #[mmref::holds_ref]
    #[derive(Debug)]
    pub struct Slab<T: Debug + ?Sized, const N: usize> {
        /// What is counted.
        #[counted(Users)]
        pub first: [u8; N],
        /// What the reference goes with.
        pub mm_ref: mmref::MmRef<Users>,
        /// What is counted in some programs.
        #[cfg(any(unix, not(unix)))]
        #[counted(r#second: Users)]
        pub other: u8,
        /// And the rest.
        pub rest: T,
    }
}

/// Its fields are moved out.
#[holds_ref(no_drop)]
#[derive(Debug)]
struct Binprm<'mm> {
    #[counted(Users)]
    mm: &'mm Mm,
}

impl<'mm> Binprm<'mm> {
    fn exec(self) -> Task<'mm> {
        let mut task = Task::new(self.mm);
        mmref::move_ref(self.mm_ref, &mut task.mm_ref);
        task
    }
}

/// Its fields are no references, and are passed as if they were.
#[derive(Debug, Default)]
struct Buffers {
    lines: Vec<&'static str>,
    last: Option<u8>,
}

impl Buffers {
    #[mmref::balances_refs]
    fn fill(&mut self) -> usize {
        let first = push(&mut self.lines);
        if push(&mut self.lines) > first {
            let _third = push(&mut self.lines);
        }
        count(self.last.take()) + count(self.last.take())
    }
}

fn push(lines: &mut Vec<&'static str>) -> usize {
    lines.push("a line");
    lines.len()
}

const fn count(last: Option<u8>) -> usize {
    if last.is_some() { 1 } else { 0 }
}

fn new(first: &mut MmRef<Users>) -> Mm {
    MM_REF!(users_hold);
    let count = RefCount::new(&mut users_hold);
    let mm = Mm { users: RefCount::new(first), count, users_hold: SharedRef::new(), log: Mutex::default() };
    mm.users_hold.store(users_hold);
    mm
}

#[mmref::test]
fn annotated_code_is_free_of_warnings() {
    MM_REF!(first: Users);
    let mm = new(&mut first);
    MM_REF!(users: Users);
    MM_REF!(count: Count);
    assert_eq!(open(&mm, Err(1), &mut users, &mut count).err(), Some(1));
    assert!(open(&mm, Ok(()), &mut users, &mut count).is_ok());
    note(&mm, "opened", &users);
    mmput(&mm, users);
    mmdrop(&mm, count);
    MM_REF!(second: Users);
    assert!(mm.lookup(false, &mut second).is_none());
    // SAFETY: `current` has no requirement; it is `unsafe` to be annotated as such.
    assert!(unsafe { current(&mut second) }.is_null());
    drop(lookup_later(&mm, &mut second));
    assert!(dereferenced(&mm, None, &mut second).is_none());
    assert_eq!(Buffers { lines: Vec::new(), last: Some(1) }.fill(), 1);
    let mut task = Binprm { mm: &mm, mm_ref: first }.named().exec();
    mmref::move_ref(task.mm_ref.take(), &mut second);
    assert!(task.mm.is_some() && task.active_mm.is_none());
    drop(task);
    let slab = structures::Slab { first: [1], mm_ref: MmRef::new(), other: 2, second: MmRef::new(), rest: [3] };
    assert_eq!((slab.first, slab.other, slab.rest), ([1], 2, [3]));
    mmput(&mm, second);
    assert_eq!(mm.log.into_inner().unwrap_or_else(PoisonError::into_inner), ["opened", "unmapped", "freed"]);
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

#[mmref::test(rt = block_on)]
async fn annotated_tests_are_free_of_warnings() -> Result<(), ParseIntError> {
    let mut number = "7".parse::<u8>()?;
    number += std::future::ready(1).await;
    assert_eq!(number, 8);
    Ok(())
}

#[mmref::test]
#[should_panic(expected = "as it should")]
fn annotated_tests_that_panic_are_free_of_warnings() {
    panic!("as it should");
}

#[mmref::test(inner = tokio::test)]
async fn annotated_tests_of_tokio_are_free_of_warnings() {
    assert_eq!(std::future::ready(1).in_scope(&Scope::current()).await, 1);
}
