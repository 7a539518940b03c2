//! What is reported about a run in the end.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use mmref::Snapshot;

use super::run::Seen;
use crate::init_mm::init_mm;
use crate::kernel::cache;

/// The shares of `init_mm` before anybody borrows it, and afterwards.
const INIT_MM: (u32, u32) = (2, 1);

/// What was done and what is left.
pub struct Summary {
    seen: Seen,
    elapsed: Duration,
    allocated: u64,
    freed: u64,
    init_mm: (u32, u32),
    left: Snapshot,
}

impl Summary {
    /// After power off.
    pub(super) fn new(seen: Seen, elapsed: Duration) -> Self {
        let (allocated, freed) = cache::totals();
        let init_mm = (init_mm().mm_users.count(), init_mm().mm_count.count());
        Self { seen, elapsed, allocated, freed, init_mm, left: mmref::live() }
    }

    /// Whether every mm was freed once, every count equalled the length of its list at each check, and nobody holds
    /// anything any more.
    pub fn is_well(&self) -> bool {
        let agreed = self.seen.stops.iter().all(|findings| findings.mismatches.is_empty());
        agreed && self.allocated == self.freed && self.init_mm == INIT_MM && self.left.is_empty()
    }

    fn operations(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Operations")?;
        self.seen.tally.iter().try_for_each(|(name, times)| writeln!(f, "  {times:>10}  {name}"))
    }

    fn middle(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(middle) = &self.seen.middle else { return Ok(()) };
        writeln!(f, "\nWho held references in the middle: {} in all", middle.holders().len())?;
        writeln!(f, "At most {} were held at once, as far as was seen", self.seen.peak)?;
        let mut owners = BTreeMap::<_, u64>::new();
        for holder in middle.holders() {
            *owners.entry((holder.class(), holder.owner().to_string())).or_default() += 1;
        }
        owners.iter().try_for_each(|((class, owner), held)| writeln!(f, "  {held:>10}  {class:<8}  {owner}"))
    }

    fn stops(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nEverybody stood still {} times", self.seen.stops.len())?;
        self.seen.stops.iter().try_for_each(|findings| write!(f, "  {findings}"))
    }

    fn end(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (users, count) = self.init_mm;
        writeln!(f, "\nIn the end")?;
        writeln!(f, "  {:>10}  mms allocated", self.allocated)?;
        writeln!(f, "  {:>10}  mms freed", self.freed)?;
        writeln!(f, "  {users:>10}  mm_users of init_mm, which has {} from the start", INIT_MM.0)?;
        writeln!(f, "  {count:>10}  mm_count of init_mm, which has {} from the start", INIT_MM.1)?;
        if cfg!(feature = "track") {
            writeln!(f, "  {:>10}  references still held", self.left.holders().len())?;
        }
        for holder in self.left.holders() {
            writeln!(f, "    {} of {}: {}", holder.class(), holder.object_name(), holder.owner())?;
        }
        Ok(())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.elapsed.as_secs_f64();
        writeln!(f, "{} turns in {seconds:.1} s, with up to {} tasks\n", self.seen.turns, self.seen.tasks)?;
        self.operations(f)?;
        if cfg!(feature = "track") {
            self.middle(f)?;
            self.stops(f)?;
        }
        self.end(f)?;
        let verdict = if self.is_well() { "Every mm was freed once." } else { "Something is wrong." };
        writeln!(f, "\n{verdict}")
    }
}
