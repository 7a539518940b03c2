//! The count, and how many of its shares are listed, in one atomic word.
//!
//! ```text
//!  63                     32 31                      0
//! ┌─────────────────────────┬─────────────────────────┐
//! │         listed          │          count          │
//! └─────────────────────────┴─────────────────────────┘
//!   count   0000_0000 ..= 7fff_ffff   that many shares
//!           8000_0000 ..  c000_0000   saturated: overflowed once, and never freed
//!           c000_0000 ..= ffff_ffff   zero, for good
//! ```
//!
//! An addition is one `fetch_add` that looks afterwards where it landed. Both special states are wide bands rather than
//! single values, so that an addition which is about to be taken back moves nothing out of its band. In particular a
//! count that is zero stays zero for every other thread while a faulty `get` adds to it and takes its share back: that
//! needs "zero" to be a state of its own, which the last subtraction enters with one more instruction. (The sticky
//! counter of Anderson, Blelloch and Wei, "Turning manual concurrent memory reclamation into automatic reference
//! counting", PLDI 2022.)

use super::Refused;
use crate::sync::{AtomicU64, Ordering};

/// The largest count; one more saturates.
pub(crate) const LIMIT: u32 = i32::MAX as u32;
const SATURATED: u32 = 0xa000_0000;
const ZERO: u32 = 0xe000_0000;
const ZERO_BAND: u32 = 0xc000_0000;

/// The word, unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Shares {
    pub(crate) listed: u32,
    count: u32,
}

/// What the count half says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// So many shares. `Of(0)` lasts for the one instruction between the last subtraction and `Zero`.
    Of(u32),
    Saturated,
    Zero,
}

impl Shares {
    const fn new(listed: u32, state: State) -> Self {
        let count = match state {
            State::Of(count) => count,
            State::Saturated => SATURATED,
            State::Zero => ZERO,
        };
        Self { listed, count }
    }

    const fn pack(self) -> u64 {
        (self.listed as u64) << u32::BITS | self.count as u64
    }

    const fn unpack(bits: u64) -> Self {
        Self { listed: (bits >> u32::BITS) as u32, count: bits as u32 }
    }

    pub(crate) const fn state(self) -> State {
        match self.count {
            count @ ..=LIMIT => State::Of(count),
            ..ZERO_BAND => State::Saturated,
            _ => State::Zero,
        }
    }

    pub(crate) fn is_saturated(self) -> bool {
        self.state() == State::Saturated
    }

    /// The count as users see it: a saturated one stays at its limit.
    pub(crate) const fn count(self) -> u32 {
        match self.state() {
            State::Of(count) => count,
            State::Saturated => LIMIT,
            State::Zero => 0,
        }
    }
}

/// A share that is added or taken: with a reference on the list, or without.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Share {
    Listed,
    Untracked,
}

impl Share {
    const fn bits(self) -> u64 {
        match self {
            Self::Listed => Shares { listed: 1, count: 1 }.pack(),
            Self::Untracked => Shares { listed: 0, count: 1 }.pack(),
        }
    }
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Word(pub(crate) AtomicU64);

impl Word {
    /// What a new word holds.
    pub(crate) const fn initial(listed: u32, count: u32) -> u64 {
        let state = if count == 0 { State::Zero } else { State::Of(count) };
        Shares::new(listed, state).pack()
    }

    /// The first share of a count that nobody else has seen.
    pub(crate) fn start(&self, share: Share) {
        self.0.store(share.bits(), Ordering::Relaxed);
    }

    pub(crate) fn load(&self) -> Shares {
        Shares::unpack(self.0.load(Ordering::Relaxed))
    }

    /// Adds a share to a count that is above zero and below its limit.
    #[inline]
    pub(crate) fn add(&self, share: Share) -> Result<(), Refused> {
        // Relaxed, like `Arc::clone`: whoever adds a share to a live object already has a way to reach it.
        let before = Shares::unpack(self.0.fetch_add(share.bits(), Ordering::Relaxed));
        if before.count < LIMIT { Ok(()) } else { Err(self.take_back(share, before)) }
    }

    #[cold]
    fn take_back(&self, share: Share, before: Shares) -> Refused {
        self.0.fetch_sub(share.bits(), Ordering::Relaxed);
        if before.state() == State::Zero {
            return Refused::FromZero;
        }
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |bits| {
            Some(Shares { count: SATURATED, ..Shares::unpack(bits) }.pack())
        });
        Refused::Overflow
    }

    /// Adds a share unless the count is zero. Acquires what the object's earlier owners released.
    #[inline]
    pub(crate) fn try_add(&self, share: Share) -> Result<bool, Refused> {
        let mut bits = self.0.load(Ordering::Relaxed);
        loop {
            match Shares::unpack(bits).state() {
                State::Zero | State::Of(0) => return Ok(false),
                State::Of(1..LIMIT) => {}
                State::Of(_) | State::Saturated => return self.add(share).map(|()| true),
            }
            match self.0.compare_exchange_weak(bits, bits + share.bits(), Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return Ok(true),
                Err(now) => bits = now,
            }
        }
    }

    /// Takes a listed share; true for the last one. The last one acquires what all others released.
    #[inline]
    pub(crate) fn sub_listed(&self) -> Result<bool, Refused> {
        let before = Shares::unpack(self.0.fetch_sub(Share::Listed.bits(), Ordering::Release));
        if before.count.wrapping_sub(2) < LIMIT - 1 { Ok(false) } else { self.sub_last(before) }
    }

    #[inline(never)]
    fn sub_last(&self, before: Shares) -> Result<bool, Refused> {
        match before.state() {
            State::Of(1) => {
                let zero = Shares::new(0, State::Zero).pack();
                Ok(self.0.compare_exchange(0, zero, Ordering::Acquire, Ordering::Relaxed).is_ok())
            }
            State::Saturated => {
                self.0.fetch_add(Share::Untracked.bits(), Ordering::Relaxed);
                Ok(false)
            }
            State::Of(_) | State::Zero => {
                self.0.fetch_add(Share::Untracked.bits(), Ordering::Relaxed);
                Err(Refused::CountMismatch)
            }
        }
    }

    /// Takes an untracked share; true for the last share of all.
    pub(crate) fn sub_untracked(&self) -> Result<bool, Refused> {
        let mut bits = self.0.load(Ordering::Relaxed);
        loop {
            let now = Shares::unpack(bits);
            let next = match now.state() {
                State::Saturated => return Ok(false),
                State::Of(count) if count > now.listed => match count - 1 {
                    0 => State::Zero,
                    left => State::Of(left),
                },
                State::Of(_) | State::Zero => return Err(Refused::CountMismatch),
            };
            let after = Shares::new(now.listed, next).pack();
            match self.0.compare_exchange_weak(bits, after, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return Ok(next == State::Zero),
                Err(seen) => bits = seen,
            }
        }
    }
}
