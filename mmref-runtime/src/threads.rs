//! Threads by number, and their names, which outlive them.

use core::fmt;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A thread as nodes store it: a name, or a number. 0 for a thread that is first seen after its end has begun.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Thread(pub(crate) u32);

/// Set for a thread that has no recorded name.
const NUMBERED: u32 = 1 << 31;
/// Threads of one name share a number. Further names are not stored: those threads get numbers instead.
const MOST_NAMES: u32 = 1 << 16;

#[derive(Default)]
struct Names {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
    numbered: u32,
}

static NAMES: Mutex<Option<Names>> = Mutex::new(None);

fn with<R>(look: impl FnOnce(&mut Names) -> R) -> R {
    look(NAMES.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

/// Records the calling thread. Call it while the thread-locals are alive.
#[cfg_attr(not(feature = "track"), expect(dead_code, reason = "only nodes ask"))]
pub(crate) fn enroll() -> u32 {
    let thread = std::thread::current();
    with(|names| names.enroll(thread.name()))
}

impl Names {
    fn enroll(&mut self, name: Option<&str>) -> u32 {
        let known = name.and_then(|name| self.numbers.get(name).copied());
        known.or_else(|| self.intern(name?)).unwrap_or_else(|| self.number())
    }

    fn intern(&mut self, name: &str) -> Option<u32> {
        let number = u32::try_from(self.names.len()).ok().filter(|number| *number < MOST_NAMES)? + 1;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        Some(number)
    }

    fn number(&mut self) -> u32 {
        self.numbered = (self.numbered + 1) % NUMBERED;
        NUMBERED | self.numbered
    }
}

impl fmt::Display for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.pad("unknown"),
            number if number & NUMBERED != 0 => write!(f, "#{}", number & !NUMBERED),
            number => with(|names| f.pad(&names.names[number as usize - 1])),
        }
    }
}
