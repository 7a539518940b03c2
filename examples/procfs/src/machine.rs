//! The processes to read: those that `/proc` shows, or those of the snapshot.

use std::fs;
use std::io;
use std::path::Path;

const SNAPSHOT: &str = include_str!("../snapshot.txt");

pub(crate) struct Machine {
    pub(crate) source: Source,
    /// The largest first.
    pub(crate) processes: Vec<Image>,
}

pub(crate) enum Source {
    Proc,
    SnapshotWanted,
    /// The reason.
    SnapshotNeeded(String),
}

/// One process, as `/proc/<pid>` describes it.
pub(crate) struct Image {
    pub(crate) pid: u32,
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) threads: Vec<u32>,
    /// `None` for a process without an address space: a kernel thread, or a zombie.
    pub(crate) sizes: Option<Sizes>,
}

/// The sizes of an address space.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sizes {
    /// `VmSize` in kB.
    pub(crate) vm_size: u64,
    /// `VmRSS` in kB.
    pub(crate) vm_rss: u64,
    /// `/proc/<pid>/statm`, in pages: size, resident, shared, text, lib, data, dt.
    pub(crate) statm: [u64; 7],
}

impl Machine {
    /// Reads `/proc`, or the snapshot if it is asked for or if `/proc` shows nothing.
    pub(crate) fn read(snapshot: bool) -> Self {
        if snapshot {
            return Self::of(Source::SnapshotWanted, read_snapshot());
        }
        match read_proc(Path::new("/proc")) {
            Ok(found) if found.iter().filter(|image| image.sizes.is_some()).count() >= 2 => {
                Self::of(Source::Proc, found)
            }
            Ok(_) => Self::of(Source::SnapshotNeeded("/proc shows fewer than two processes".into()), read_snapshot()),
            Err(error) => Self::of(Source::SnapshotNeeded(format!("/proc cannot be read: {error}")), read_snapshot()),
        }
    }

    fn of(source: Source, mut processes: Vec<Image>) -> Self {
        processes.sort_by_key(|image| (image.sizes.map(|sizes| u64::MAX - sizes.vm_rss), image.pid));
        processes.sort_by_key(|image| image.sizes.is_none());
        Self { source, processes }
    }
}

fn read_snapshot() -> Vec<Image> {
    SNAPSHOT.split("\n\n").filter_map(parse).collect()
}

/// A process that vanishes meanwhile, or that may not be read, is left out.
fn read_proc(proc: &Path) -> io::Result<Vec<Image>> {
    let pids = numbered(proc)?;
    Ok(pids.into_iter().filter_map(|pid| read_process(&proc.join(pid.to_string()))).collect())
}

/// The three files together have the format of one stanza of the snapshot.
fn read_process(directory: &Path) -> Option<Image> {
    let read = |file| fs::read(directory.join(file)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let status = read("status").ok()?;
    let statm = read("statm").unwrap_or_default();
    let threads = numbered(&directory.join("task")).unwrap_or_default();
    let threads: Vec<_> = threads.iter().map(u32::to_string).collect();
    parse(&format!("{status}Statm:\t{}\nTasks:\t{}\n", statm.trim(), threads.join(" ")))
}

/// The entries of a directory that are numbers, in order.
fn numbered(directory: &Path) -> io::Result<Vec<u32>> {
    let entries = fs::read_dir(directory)?.flatten();
    let mut numbers: Vec<u32> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn parse(stanza: &str) -> Option<Image> {
    let pid = first(stanza, "Pid")? as u32;
    let mut threads: Vec<u32> = numbers(stanza, "Tasks").map(|tid| tid as u32).collect();
    if threads.is_empty() {
        threads.push(pid);
    }
    let sizes = first(stanza, "VmSize").map(|vm_size| Sizes {
        vm_size,
        vm_rss: first(stanza, "VmRSS").unwrap_or(0),
        statm: statm(stanza),
    });
    let name = field(stanza, "Name")?.to_owned();
    Some(Image { pid, name, uid: first(stanza, "Uid")? as u32, threads, sizes })
}

fn statm(stanza: &str) -> [u64; 7] {
    let mut pages = [0; 7];
    pages.iter_mut().zip(numbers(stanza, "Statm")).for_each(|(page, number)| *page = number);
    pages
}

fn field<'a>(stanza: &'a str, key: &str) -> Option<&'a str> {
    let mut fields = stanza.lines().filter_map(|line| line.split_once(':'));
    fields.find_map(|(name, value)| (name == key).then(|| value.trim()))
}

fn numbers<'a>(stanza: &'a str, key: &str) -> impl Iterator<Item = u64> + use<'a> {
    field(stanza, key).unwrap_or_default().split_whitespace().map_while(|word| word.parse().ok())
}

fn first(stanza: &str, key: &str) -> Option<u64> {
    numbers(stanza, key).next()
}
