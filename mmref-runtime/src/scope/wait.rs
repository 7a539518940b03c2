//! Waiting, with a limit.

use std::time::{Duration, Instant};

/// Pauses that grow, with a limit on their sum. At first the thread only yields.
pub(super) struct Wait {
    /// `None` means never.
    end: Option<Instant>,
    pauses: u32,
}

impl Wait {
    const YIELDS: u32 = 16;
    const LONGEST: Duration = Duration::from_millis(10);

    pub(super) fn of(limit: Duration) -> Self {
        Self { end: Instant::now().checked_add(limit), pauses: 0 }
    }

    pub(super) fn left(&self) -> Duration {
        self.end.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()))
    }

    /// Pauses. Returns false once the limit is reached.
    ///
    /// The pause is a sleep, not a `park`: that could take a token meant for the caller's own `park`.
    pub(super) fn pause(&mut self) -> bool {
        let left = self.left();
        if left.is_zero() {
            return false;
        }
        match self.pauses.checked_sub(Self::YIELDS) {
            None => std::thread::yield_now(),
            Some(doubled) => {
                std::thread::sleep(left.min(Self::LONGEST).min(Duration::from_micros(10 << doubled.min(10))))
            }
        }
        self.pauses += 1;
        true
    }
}
