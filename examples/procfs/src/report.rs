//! What is printed.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::atomic::Ordering;

use mmref::site::{Site, SiteKind};
use mmref::snapshot::{Holder, RefList};

use crate::cache::{self, Look};
use crate::machine::{Machine, Source};
use crate::options::Options;
use crate::run::Visits;

/// The most mms in the table, unless all are asked for.
const ROWS: usize = 12;
/// The most mms whose holders are listed.
const LISTS: usize = 3;
/// The most groups of holders of each count.
const GROUPS: usize = 6;

pub(crate) fn introduction(machine: &Machine, options: &Options, rounds: usize) -> String {
    let processes = machine.processes.len();
    let from = match &machine.source {
        Source::Proc => "from /proc".to_owned(),
        Source::SnapshotWanted => "from the snapshot that ships with this example".to_owned(),
        Source::SnapshotNeeded(why) => format!("from the snapshot that ships with this example ({why})"),
    };
    let without = machine.processes.iter().filter(|image| image.sizes.is_none()).count();
    let tasks: usize = machine.processes.iter().map(|image| image.threads.len()).sum();
    let with = processes - without;
    let mut text = format!("{processes} processes {from}\n");
    let _ = writeln!(text, "{with} have an mm, {without} have none (kernel threads, zombies); {tasks} tasks in all");
    let (readers, exits) = (options.readers, with / 2);
    let _ = writeln!(
        text,
        "{readers} readers go through all of them {rounds} times, while {exits} of the {with} exit under them"
    );
    if let Some(bug) = options.bug {
        let _ = writeln!(text, "with a mistake: {}", bug.sentence);
    }
    text
}

/// All threads stand still, so every count can be compared with its list.
pub(crate) fn picture(all: bool) {
    let mut mms = cache::allocated();
    mms.sort_by_key(|mm| (u64::MAX - mm.sizes().map_or(0, |sizes| sizes.vm_rss), mm.pid));
    let (living, exited) = mms.split_at(mms.partition_point(|mm| mm.sizes().is_some()));
    let rows = if all { living.len() } else { living.len().min(ROWS) };
    let mut text = heading("Half way: everybody stops, the readers in the middle of a file");
    let _ = writeln!(
        text,
        "  {:>7}  {:<24} {:>11} {:>11} {:>9} {:>9}",
        "PID", "NAME", "VmSize", "VmRSS", "mm_users", "mm_count"
    );
    living[..rows].iter().for_each(|mm| row(&mut text, mm, &mm.name));
    if rows < living.len() {
        let _ = writeln!(text, "  {:>7}  and {} smaller ones; `--all` shows them", "", living.len() - rows);
    }
    exited.iter().for_each(|mm| row(&mut text, mm, &format!("{} (exited)", mm.name)));

    text += &heading("Who holds them");
    living.iter().take(LISTS).chain(exited).for_each(|mm| holders(&mut text, mm));
    let lists: Vec<_> = mms.iter().flat_map(|mm| [mm.users.refs(), mm.count.refs()]).collect();
    let _ = writeln!(text, "  {}", comparison(&lists));
    crate::say(&text);
}

fn row(text: &mut String, mm: &Look, name: &str) {
    let (vm_size, vm_rss) = mm.sizes().map_or((0, 0), |sizes| (sizes.vm_size, sizes.vm_rss));
    let (users, count) = (mm.users.count(), mm.count.count());
    let _ = writeln!(text, "  {:>7}  {name:<24} {vm_size:>8} kB {vm_rss:>8} kB {users:>9} {count:>9}", mm.pid);
}

fn holders(text: &mut String, mm: &Look) {
    let _ = writeln!(text, "  {} {}", mm.pid, mm.name);
    for list in [mm.users.refs(), mm.count.refs()] {
        let mut count = format!("{} {:>3}", list.class(), list.count().unwrap_or(0));
        let groups = grouped(list.holders());
        for ((slot, place), threads) in groups.iter().take(GROUPS) {
            let held: usize = threads.values().sum();
            let _ = writeln!(text, "    {count:<12} {held:>5}  {slot:<32}  {place:<30}  {}", some_of(threads));
            count.clear();
        }
        if groups.len() > GROUPS {
            let _ = writeln!(text, "{:24}and {} other places", "", groups.len() - GROUPS);
        }
        match list.untracked() {
            Some(0) | None if list.holders().is_empty() => _ = writeln!(text, "    {count:<12}     -  nobody"),
            Some(0) | None => {}
            Some(shares) => _ = writeln!(text, "    {count:<12} {shares:>5}  nobody knows who: no reference"),
        }
    }
    text.push('\n');
}

type Threads = BTreeMap<String, usize>;

/// By owner and place, the largest groups first.
fn grouped(holders: &[Holder]) -> Vec<((String, String), Threads)> {
    let mut groups: BTreeMap<_, Threads> = BTreeMap::new();
    for holder in holders {
        let place = holder.moved().unwrap_or_else(|| holder.acquired());
        let key = (slot(holder), place.to_string());
        *groups.entry(key).or_default().entry(holder.thread()).or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, threads)| usize::MAX - threads.values().sum::<usize>());
    groups
}

fn slot(holder: &Holder) -> String {
    short(&holder.owner().to_string())
}

/// `reader-1, reader-2 and 7 more`
fn some_of(threads: &Threads) -> String {
    let names: Vec<_> = threads.keys().map(String::as_str).collect();
    match names.as_slice() {
        [one, another, more @ ..] if more.len() > 1 => format!("{one}, {another} and {} more", more.len()),
        all => all.join(", "),
    }
}

/// The name without `procfs::`: everything is in this program.
fn short(name: &str) -> String {
    name.replace("procfs::", "")
}

fn comparison(lists: &[RefList]) -> String {
    let listed: usize = lists.iter().map(|list| list.holders().len()).sum();
    let differing = lists.iter().filter(|list| list.count() != Some(list.holders().len() as u32)).count();
    match differing {
        0 => format!("All {} counts equal their lists: {listed} references", lists.len()),
        differing => format!("{differing} of {} counts differ from their lists", lists.len()),
    }
}

pub(crate) fn visits(visits: &Visits) -> String {
    let [all, with_mm, denied, exited] =
        [&visits.all, &visits.with_mm, &visits.denied, &visits.exited].map(|number| number.load(Ordering::Relaxed));
    let mut text = heading("What the readers saw");
    let _ = writeln!(text, "  {all:>9}  visits to a process, {with_mm} of them to one with an mm");
    let _ = writeln!(text, "  {denied:>9}  times not allowed to open mem: mm_access gave its user up again");
    let _ = writeln!(text, "  {exited:>9}  times mem was open, and the last user gone");
    text
}

pub(crate) fn sites(sites: &[Site]) -> String {
    let mut text = heading("What each annotated function acquired and released");
    let _ = writeln!(text, "  {:<20}  {:>8}  {:>8}  REFERENCES", "FUNCTION", "ACQUIRED", "RELEASED");
    let idle = |site: &Site| site.kind() != SiteKind::Requires && site.acquired() + site.released() == 0;
    for site in sites.iter().filter(|site| !idle(site)) {
        let (name, references) = (short(site.name()), references(site));
        let (acquired, released) = match site.kind() {
            SiteKind::Acquires => (site.acquired().to_string(), String::new()),
            SiteKind::Releases => (String::new(), site.released().to_string()),
            _ => ("-".to_owned(), "-".to_owned()),
        };
        let _ = writeln!(text, "  {name:<20}  {acquired:>8}  {released:>8}  {} {references}", site.kind());
    }
    text
}

fn references(site: &Site) -> String {
    let references: Vec<_> = site.references().iter().map(|(name, class)| format!("{name}: {class}")).collect();
    references.join(", ")
}

/// Make it when the processes are gone.
pub(crate) fn structures(sites: &[Site]) -> String {
    let mut text = heading("What each annotated structure held when it was dropped");
    let _ = writeln!(text, "  {:<20}  {:>8}  {:>8}  REFERENCES", "STRUCTURE", "NOTHING", "SOMETHING");
    for site in sites.iter().filter(|site| site.kind() == SiteKind::Holds) {
        let (name, idle, held) = (short(site.name()), site.idle_drops(), site.held_drops());
        let _ = writeln!(text, "  {name:<20}  {idle:>8}  {held:>9}  {}", references(site));
    }
    text
}

/// Whether anything was forgotten.
pub(crate) struct Accounts {
    taken: u64,
    given_up: u64,
    allocated: usize,
    freed: usize,
    left: usize,
    live: u64,
}

impl Accounts {
    /// Adds up only the functions that touch a count: the others call these.
    pub(crate) fn of(sites: &[Site]) -> Self {
        const TAKE: [&str; 4] = ["mm::mm_init", "mm::mmget", "mm::mmget_not_zero", "mm::mmgrab"];
        const GIVE_UP: [&str; 2] = ["mm::mmput", "mm::mmdrop"];
        let sum = |names: &[&str], number: fn(&Site) -> u64| {
            sites.iter().filter(|site| names.contains(&short(site.name()).as_str())).map(number).sum()
        };
        let live = mmref::live();
        let live = live.holders().len() as u64 + live.unlisted();
        let (allocated, freed) = cache::totals();
        let left = cache::destroy();
        Self {
            taken: sum(&TAKE, Site::acquired),
            given_up: sum(&GIVE_UP, Site::released),
            allocated,
            freed,
            left,
            live,
        }
    }

    pub(crate) fn are_clean(&self) -> bool {
        self.taken == self.given_up && self.allocated == self.freed && self.left == 0 && self.live == 0
    }
}

impl fmt::Display for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { taken, given_up, allocated, freed, left, live } = self;
        f.write_str(&heading(if self.are_clean() {
            "Everything is accounted for"
        } else {
            "Something was forgotten"
        }))?;
        writeln!(f, "  {taken:>9}  references taken, {given_up} given up")?;
        writeln!(f, "  {allocated:>9}  mms made, {freed} freed by their last reference, {left} left over")?;
        writeln!(f, "  {live:>9}  references still held, says mmref::live()")
    }
}

fn heading(title: &str) -> String {
    format!("\n{title}\n\n")
}
