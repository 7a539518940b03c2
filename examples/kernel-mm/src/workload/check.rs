//! What must be true whenever everybody stands still: every count equals the length of its list.

use std::fmt;

use mmref::snapshot::RefList;
use mmref::{RefClass, RefCount};

use crate::init_mm::init_mm;
use crate::kernel::cache::allocated;

/// A count that differs from its list.
#[derive(Debug)]
pub struct Mismatch {
    list: RefList,
    /// Shares that are not supposed to be listed.
    untracked: u32,
}

/// `MmStruct #7 "12 cat": mm_users = 3, 2 listed`, and who holds them.
impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { list, untracked } = self;
        let (count, listed, found) = (list.count().unwrap_or(0), list.listed(), list.holders().len());
        write!(f, "{}: {} = {count}, {listed} listed, {found} found", list.object_name(), list.class())?;
        write!(f, ", {untracked} untracked from the start")?;
        list.holders().iter().try_for_each(|holder| write!(f, "\n      {}  {}", holder.owner(), holder.acquired()))
    }
}

/// Everybody stands still.
#[derive(Default, Debug)]
pub struct Findings {
    /// The number of mms.
    pub mms: usize,
    /// References that did not fit on a list. If there are any, no count can be compared with its list.
    pub unlisted: u64,
    pub mismatches: Vec<Mismatch>,
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unlisted {
            0 => writeln!(f, "{:>10}  mms, {} counts differ from their lists", self.mms, self.mismatches.len())?,
            unlisted => writeln!(f, "{:>10}  mms, not compared: {unlisted} references are not listed", self.mms)?,
        }
        self.mismatches.iter().try_for_each(|mismatch| writeln!(f, "    {mismatch}"))
    }
}

/// Compares all counts of all mms with their lists.
pub fn compare_all() -> Findings {
    let mms = allocated();
    let mut findings = Findings { mms: mms.len(), unlisted: mmref::live().unlisted(), mismatches: Vec::new() };
    if !cfg!(feature = "track") || findings.unlisted > 0 {
        return findings;
    }
    let mut expect = |mismatch| findings.mismatches.extend(mismatch);
    for mm in mms {
        expect(compare(&mm.mm_users, 0));
        expect(compare(&mm.mm_count, 0));
    }
    expect(compare(&init_mm().mm_users, 2));
    expect(compare(&init_mm().mm_count, 1));
    findings
}

fn compare<C: RefClass>(count: &RefCount<C>, untracked: u32) -> Option<Mismatch> {
    let list = count.refs();
    let found = list.holders().len() as u32;
    let agrees = list.listed() == found && list.count() == Some(found + untracked);
    (!agrees).then_some(Mismatch { list, untracked })
}
