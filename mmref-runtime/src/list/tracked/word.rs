//! The count, and how many of its shares are listed, in one atomic word.
//!
//! ```text
//!  63                     32 31                      0
//! ┌─────────────────────────┬─────────────────────────┐
//! │         listed          │          count          │
//! └─────────────────────────┴─────────────────────────┘
//!   count   0000_0000 ..= 7fff_ffff   that many shares
//!           8000_0000 ..  c000_0000   saturated: overflowed once, and never freed
//!           c000_0000 ..= ffff_ffff   zero
//! ```
//!
//! An addition is one `fetch_add` that checks afterwards where it landed. Both special states are wide bands, not
//! single values, so an addition that will be taken back does not leave the band. In particular a count that is zero
//! stays zero for every other thread while a faulty `get` adds a share and takes it back. So "zero" is a state of its
//! own, which the last subtraction enters with one more instruction. (The sticky
//! counter of Anderson, Blelloch and Wei, "Turning manual concurrent memory reclamation into automatic reference
//! counting", PLDI 2022.)

use super::Refused;
use super::sync::{AtomicU64, Ordering, fence, spin_loop};

/// The largest count; one more saturates.
pub(crate) const LIMIT: u32 = i32::MAX as u32;
const SATURATED: u32 = 0xa000_0000;
const ZERO: u32 = 0xe000_0000;
const ZERO_BAND: u32 = 0xc000_0000;

/// The value of the word at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Shares(u64);

/// The state of the count half.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// The number of shares. `Of(0)` lasts for the one instruction between the last subtraction and `Zero`.
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
        Self((listed as u64) << u32::BITS | count as u64)
    }

    /// Shares that a reference on the list stands for.
    pub(crate) const fn listed(self) -> u32 {
        (self.0 >> u32::BITS) as u32
    }

    pub(crate) const fn state(self) -> State {
        match self.0 as u32 {
            count @ ..=LIMIT => State::Of(count),
            ..ZERO_BAND => State::Saturated,
            _ => State::Zero,
        }
    }

    /// Whether one more share can be added.
    #[inline(always)]
    const fn has_room(self) -> bool {
        (self.0 as u32) < LIMIT
    }

    /// Whether a share is left after one is taken, and the count is in its normal range.
    #[inline(always)]
    pub(crate) const fn outlast_one(self) -> bool {
        (self.0 as u32).wrapping_sub(2) < LIMIT - 1
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
            Self::Listed => Shares::new(1, State::Of(1)).0,
            Self::Untracked => Shares::new(0, State::Of(1)).0,
        }
    }
}

/// The count and the number of listed shares: see the module.
#[derive(Debug)]
pub(crate) struct Word(pub(crate) AtomicU64);

impl Word {
    /// The bits of a new word.
    pub(crate) const fn initial(listed: u32, count: u32) -> u64 {
        let state = if count == 0 { State::Zero } else { State::Of(count) };
        Shares::new(listed, state).0
    }

    /// Adds the first share to a count that nobody else has seen.
    pub(crate) fn start(&self, share: Share) {
        self.0.store(share.bits(), Ordering::Relaxed);
    }

    /// Adds the first share to a count of zero that others may have seen.
    pub(crate) fn restart(&self, share: Share) -> Result<(), Refused> {
        let zero = Self::initial(0, 0);
        loop {
            match self.0.compare_exchange_weak(zero, share.bits(), Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return Ok(()),
                // A faulty get or put is about to take back what it did.
                Err(now) if Shares(now).state() == State::Zero => spin_loop(),
                Err(_) => return Err(Refused::NotZero),
            }
        }
    }

    pub(crate) fn load(&self) -> Shares {
        Shares(self.0.load(Ordering::Relaxed))
    }

    /// Adds a share to a count that is above zero and below its limit.
    #[inline(always)]
    pub(crate) fn add(&self, share: Share) -> Result<(), Refused> {
        // Relaxed, like `Arc::clone`: whoever adds a share to a live object already has a way to reach it.
        let before = Shares(self.0.fetch_add(share.bits(), Ordering::Relaxed));
        if before.has_room() { Ok(()) } else { Err(self.take_back(share, before)) }
    }

    #[cold]
    fn take_back(&self, share: Share, before: Shares) -> Refused {
        self.0.fetch_sub(share.bits(), Ordering::Relaxed);
        if before.state() == State::Zero {
            return Refused::FromZero;
        }
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |bits| {
            Some(Shares::new(Shares(bits).listed(), State::Saturated).0)
        });
        Refused::Overflow
    }

    /// Adds a share unless the count is zero. Acquires what the object's earlier owners released.
    #[inline(always)]
    pub(crate) fn try_add(&self, share: Share) -> Result<bool, Refused> {
        let mut bits = self.0.load(Ordering::Relaxed);
        loop {
            match Shares(bits).state() {
                State::Zero | State::Of(0) => return Ok(false),
                State::Of(1..LIMIT) => {}
                State::Of(_) | State::Saturated => return self.try_add_at_limit(share),
            }
            match self.0.compare_exchange_weak(bits, bits + share.bits(), Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return Ok(true),
                Err(now) => bits = now,
            }
        }
    }

    /// Another thread may have made room in the meantime by giving up a share.
    #[cold]
    fn try_add_at_limit(&self, share: Share) -> Result<bool, Refused> {
        let added = self.add(share).map(|()| true);
        fence(Ordering::Acquire);
        added
    }

    /// Takes a listed share, and returns what was there before. Unless that [outlasts one](Shares::outlast_one), the
    /// caller calls [`sub_last`](Self::sub_last).
    #[inline(always)]
    pub(crate) fn sub_listed(&self) -> Shares {
        Shares(self.0.fetch_sub(Share::Listed.bits(), Ordering::Release))
    }

    /// Completes the subtraction of a listed share. True for the last one, which acquires what all others released.
    pub(crate) fn sub_last(&self, before: Shares) -> Result<bool, Refused> {
        match before.state() {
            State::Of(1) => {
                let zero = Shares::new(0, State::Zero).0;
                Ok(self.0.compare_exchange(0, zero, Ordering::Acquire, Ordering::Relaxed).is_ok())
            }
            State::Saturated => {
                self.0.fetch_add(Share::Untracked.bits(), Ordering::Relaxed);
                Ok(false)
            }
            State::Of(2..) => Ok(false),
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
            let now = Shares(bits);
            let next = match now.state() {
                State::Saturated => return Ok(false),
                State::Of(count) if count > now.listed() => match count - 1 {
                    0 => State::Zero,
                    left => State::Of(left),
                },
                State::Of(_) | State::Zero => return Err(Refused::CountMismatch),
            };
            let after = Shares::new(now.listed(), next).0;
            match self.0.compare_exchange_weak(bits, after, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return Ok(next == State::Zero),
                Err(seen) => bits = seen,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// More threads than can be in an addition or subtraction at once.
    const THREADS: u32 = 1 << 28;

    fn state() -> impl Strategy<Value = State> {
        prop_oneof![
            (0..=LIMIT).prop_map(State::Of),
            prop_oneof![0..4_u32, LIMIT - 3..=LIMIT].prop_map(State::Of),
            Just(State::Saturated),
            Just(State::Zero),
        ]
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(listed: u32, state in state()) {
            let shares = Shares::new(listed, state);
            prop_assert_eq!((shares.listed(), shares.state()), (listed, state));
        }

        #[test]
        fn every_word_says_what_may_be_done(bits: u64) {
            let shares = Shares(bits);
            let count = shares.count();
            prop_assert!(count <= LIMIT);
            prop_assert_eq!(shares.outlast_one(), matches!(shares.state(), State::Of(2..)));
            prop_assert_eq!(shares.has_room(), matches!(shares.state(), State::Of(..LIMIT)));
            prop_assert_eq!(shares.is_saturated(), shares.state() == State::Saturated);
        }

        #[test]
        fn shares_are_added_and_taken(listed in 0..LIMIT, count in 0..LIMIT, is_listed: bool) {
            let share = if is_listed { Share::Listed } else { Share::Untracked };
            let more = Shares(Shares::new(listed, State::Of(count)).0 + share.bits());
            prop_assert_eq!(more, Shares::new(listed + u32::from(is_listed), State::Of(count + 1)));
            prop_assert_eq!(more.0 - share.bits(), Shares::new(listed, State::Of(count)).0);
        }

        /// Whatever the number of threads whose addition or subtraction is about to be undone.
        #[test]
        fn bands_are_wide_enough(listed in THREADS..LIMIT, threads in 0..THREADS, is_zero: bool) {
            let state = if is_zero { State::Zero } else { State::Saturated };
            let (word, shares) = (Shares::new(listed, state).0, Share::Listed.bits() * u64::from(threads));
            prop_assert_eq!(Shares(word + shares).state(), state);
            prop_assert_eq!(Shares(word - shares).state(), state);
        }

        #[test]
        fn an_overflow_is_saturated_at_once(threads in 1..THREADS) {
            prop_assert!(Shares(Shares::new(0, State::Of(LIMIT)).0 + u64::from(threads)).is_saturated());
        }
    }
}
