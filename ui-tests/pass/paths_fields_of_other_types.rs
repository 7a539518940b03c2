//! Fields that are passed as references are, and are none: what a finding is wrapped in changes nothing.

#![deny(warnings, clippy::all, clippy::pedantic)]

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use mmref::{MmRef, RefClass, RefCount, RefCounted, SharedRef, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    let _ = mmref::put(mm, mm_ref);
}

#[derive(Default)]
struct Session {
    log: Vec<u8>,
    name: Option<String>,
    shared: SharedRef<Users>,
    cell: Cell<u8>,
    boxed: Box<[u8; 2]>,
    count: usize,
    slot: Option<MmRef<Users>>,
}

fn read(into: &mut [u8]) -> usize {
    into.len()
}

fn append(into: &mut Vec<u8>) -> bool {
    into.push(1);
    true
}

fn show(what: &mut dyn Display) -> String {
    what.to_string()
}

fn generic<T: ?Sized>(_: &mut T) {}

fn keep<T>(value: T) -> T {
    value
}

fn peek(name: &Option<String>) -> bool {
    name.is_some()
}

fn first<'a>(log: &'a mut Vec<u8>, _: usize) -> &'a mut u8 {
    &mut log[0]
}

#[balances_refs]
impl Session {
    fn vectors(&mut self) -> usize {
        append(&mut self.log);
        append(&mut self.log);
        if append(&mut self.log) && append(&mut self.log) {
            let _read = read(&mut self.log);
        }
        generic(&mut self.log);
        generic(&mut self.log);
        read(&mut self.log) + read(&mut *self.boxed) + read(&mut self.log)
    }

    fn coerced(&mut self) -> String {
        read(&mut self.log);
        read(&mut self.log);
        show(&mut self.count);
        show(&mut self.count);
        read(&mut self.boxed[..]);
        *first(&mut self.log, self.count) += 1;
        *first(&mut self.log, keep(self.count)) += 1;
        let last: &mut u8 = first(&mut self.log, 0);
        *last += 1;
        show(&mut self.count)
    }

    fn options(&mut self) -> (Option<String>, bool) {
        keep(self.name.take());
        let again: Option<String> = keep(self.name.take());
        keep(self.slot.take());
        keep(self.slot.take());
        keep(self.cell.take());
        keep(self.cell.take());
        (again, peek(&self.name))
    }

    fn filled_by_others(&self, mm: &Mm) {
        mmput(mm, self.shared.take());
        let mut other = MmRef::new();
        mmref::get(mm, &mut other);
        self.shared.store(other);
        mmput(mm, self.shared.take());
    }

    fn pinned(mut self: Pin<&mut Self>) {
        append(&mut self.log);
        append(&mut self.log);
    }

    async fn awaited(&mut self) {
        later(&mut self.log).await;
        later(&mut self.log).await;
    }
}

async fn later(log: &mut Vec<u8>) {
    log.push(0);
}

fn assert_send<T: Send>(value: T) -> T {
    value
}

/// The shares of a thread may be refilled by another one.
#[balances_refs]
fn shared(mm: &Mm, session: &Session) {
    let refill = || {
        let mut other = MmRef::new();
        mmref::get(mm, &mut other);
        session.shared.store(other);
    };
    refill();
    mmput(mm, session.shared.take());
    refill();
    mmput(mm, session.shared.take());
}

#[balances_refs]
fn behind_pointers(guard: &Mutex<Session>, cell: &Rc<RefCell<Session>>, mut boxed: Box<Session>) {
    let mut session = guard.lock().unwrap_or_else(PoisonError::into_inner);
    append(&mut session.log);
    append(&mut session.log);
    keep(session.name.take());
    keep(session.name.take());
    let mut session = cell.borrow_mut();
    append(&mut session.log);
    append(&mut session.log);
    append(&mut boxed.log);
    append(&mut boxed.log);
    let Session { log, .. } = *boxed;
    drop(log);
}

struct Pair<T>(T, Option<T>);

#[balances_refs(crate = mmref)]
fn generics<T: Default>(mut pair: Pair<T>) -> Option<T> {
    generic(&mut pair.0);
    generic(&mut pair.0);
    keep(pair.1.take());
    keep(pair.1.take())
}

#[balances_refs]
const fn constant(mut pair: Pair<&'static str>) -> bool {
    is_none(pair.1.take());
    is_none(pair.1.take())
}

const fn is_none(value: Option<&'static str>) -> bool {
    value.is_none()
}

#[repr(C, packed)]
struct Packed {
    pad: u8,
    buffer: [u8; 3],
}

#[balances_refs]
fn packed(mut packed: Packed) -> u8 {
    generic(&mut packed.buffer);
    generic(&mut packed.buffer);
    packed.pad
}

/// An object is used after what was passed beside it was passed again.
#[acquires_ref(Users)]
fn own<'a>(session: &mut Session, mm: &'a Mm) -> Option<&'a Mm> {
    append(&mut session.log);
    append(&mut session.log);
    (keep(session.count) > 0).then_some(())?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    let mut session = Session { count: 1, ..Session::default() };
    assert!(session.vectors() > 0);
    assert_eq!(session.coerced(), "1");
    assert_eq!(session.options(), (None, false));
    shared(&mm, &session);
    if false {
        session.filled_by_others(&mm);
    }
    Pin::new(&mut session).pinned();
    drop(assert_send(session.awaited()));
    let mut second = MmRef::new();
    assert!(own(&mut session, &mm, &mut second).is_some());
    mmput(&mm, second);
    behind_pointers(&Mutex::default(), &Rc::default(), Box::default());
    assert_eq!(generics(Pair(1, Some(2))), None);
    const { assert!(constant(Pair("", None))) };
    assert_eq!(packed(Packed { pad: 0, buffer: [0; 3] }), 0);
    mmput(&mm, first);
}
