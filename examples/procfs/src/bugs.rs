//! The mistakes of `--bug`: each is one function as somebody might write it, and the whole mistake is in it. The
//! compiler accepts them all. Reader 1 runs one of them before it reads.

use std::ffi::c_void;
use std::hint::black_box;

use mmref::{MM_REF, MmRef, SharedRef, acquires_ref, move_ref};

use crate::cache::MmPtr;
use crate::files::{MemFile, mem_open, mem_release};
use crate::mm::{MmCount, MmUsers, mmget_not_zero, mmgrab, mmput};
use crate::task::{Cred, Errno, Process, Task, exit_mm, finish_task_switch, get_task_mm};

pub(crate) struct Bug {
    pub(crate) name: &'static str,
    pub(crate) sentence: &'static str,
    /// Makes the mistake, with two processes that have an mm.
    pub(crate) commit: fn(&Process, &Process),
}

const BUGS: [Bug; 8] = [
    Bug {
        name: "wrong-mm",
        sentence: "kcmp puts the reference on one task's mm to another task's mm",
        commit: |one, other| kcmp(one.leader(), other.leader()),
    },
    Bug {
        name: "dropped-slot",
        sentence: "proc_pid_auxv returns early, and its slot is dropped while it is held",
        commit: |one, _| assert!(proc_pid_auxv(one.leader(), 0).is_err()),
    },
    Bug {
        name: "unchecked-acquire",
        sentence: "environ_read puts without looking whether mmget_not_zero took anything",
        commit: |one, _| environ_read_after_exit(one),
    },
    Bug {
        name: "overwritten-shared",
        sentence: "use_mm adopts an mm into a SharedRef that is filled already",
        commit: |one, other| kernel_thread_borrows(one.leader(), other.leader()),
    },
    Bug {
        name: "freed-early",
        sentence: "release_mm frees an mm without users, although a file holds it",
        commit: |one, _| release_under_open_file(one),
    },
    Bug {
        name: "duplicated-handle",
        sentence: "mmput_async_fn runs twice on one raw handle",
        commit: |one, _| mmput_async_twice(one.leader()),
    },
    Bug {
        name: "raw-increment",
        sentence: "ptrace_attach raises mm_count without a reference, and nobody lowers it",
        commit: |one, _| ptrace_attach(one.leader()),
    },
    Bug {
        name: "hollow-success",
        sentence: "get_task_mm_cached says Some when its cache only claims to have taken a user",
        commit: |one, _| read_through_cache(one.leader()),
    },
];

fn kcmp(one: &Task, other: &Task) {
    MM_REF!(one_ref: MmUsers);
    MM_REF!(other_ref: MmUsers);
    let (Some(mm), Some(other_mm)) = (get_task_mm(one, &mut one_ref), get_task_mm(other, &mut other_ref)) else {
        unreachable!("both have an mm");
    };
    mmput(other_mm, one_ref); // BUG: should be `mm`
    mmput(mm, other_ref);
}

fn proc_pid_auxv(task: &Task, buffer: usize) -> Result<(), Errno> {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref).ok_or(Errno::Esrch)?;
    if buffer == 0 {
        return Err(Errno::Eacces); // BUG: without mmput
    }
    mmput(mm, mm_ref);
    Ok(())
}

fn environ_read(file: &MemFile) {
    MM_REF!(mm_ref: MmUsers);
    let _ = mmget_not_zero(file.mm, &mut mm_ref); // BUG: false means that no reference was taken
    mmput(file.mm, mm_ref);
}

fn environ_read_after_exit(process: &Process) {
    let file = mem_open(process.leader(), Cred::ROOT).expect("root may");
    exit(process);
    environ_read(&file);
    mem_release(file);
}

/// A kernel thread adopts an mm until it adopts the next.
fn use_mm(kthread: &SharedRef<MmCount>, mm: MmPtr) {
    MM_REF!(active_ref: MmCount);
    mmgrab(mm, &mut active_ref);
    kthread.store(active_ref); // BUG: the mm adopted earlier is not taken out and dropped
}

fn kernel_thread_borrows(one: &Task, other: &Task) {
    let kthread = SharedRef::new();
    for task in [one, other] {
        MM_REF!(mm_ref: MmUsers);
        let mm = get_task_mm(task, &mut mm_ref).expect("both have an mm");
        use_mm(&kthread, mm);
        mmput(mm, mm_ref);
    }
}

fn release_mm(mm: MmPtr) {
    if mm.at().users.count() == 0 {
        mm.free(); // BUG: `mm_users` is zero, but `mm_count` is not
    }
}

fn release_under_open_file(process: &Process) {
    let file = mem_open(process.leader(), Cred::ROOT).expect("root may");
    exit(process);
    release_mm(file.mm);
    mem_release(file);
}

/// A work queue calls this with the queued pointer.
fn mmput_async_fn(mm: MmPtr, work: *mut c_void) {
    MM_REF!(work_ref: MmUsers);
    // SAFETY: `work` comes from `into_raw`. BUG: it is queued twice, so it is turned into a second reference
    move_ref(unsafe { MmRef::from_raw(work) }, &mut work_ref);
    mmput(mm, work_ref);
}

fn mmput_async_twice(task: &Task) {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref).expect("it has an mm");
    let work = mm_ref.into_raw();
    for _ in 0..2 {
        mmput_async_fn(mm, work);
    }
}

fn ptrace_attach(task: &Task) {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref).expect("it has an mm");
    mm.at().count.get_untracked(); // BUG: a share without a reference, so nobody knows who gives it up
    mmput(mm, mm_ref);
}

#[acquires_ref(MmUsers)]
fn get_task_mm_cached(task: &Task, mm: MmPtr, cache: fn(&Task, &mut MmRef<MmUsers>) -> bool) -> Option<MmPtr> {
    if cache(task, mm_ref) {
        return Some(mm); // BUG: the cache took nothing
    }
    get_task_mm(task, mm_ref)
}

fn read_through_cache(task: &Task) {
    MM_REF!(first_ref: MmUsers);
    MM_REF!(cached_ref: MmUsers);
    let mm = get_task_mm(task, &mut first_ref).expect("it has an mm");
    let cache: fn(&Task, &mut MmRef<MmUsers>) -> bool = black_box(|_, _| true);
    if let Some(mm) = get_task_mm_cached(task, mm, cache, &mut cached_ref) {
        mmput(mm, cached_ref);
    }
    mmput(mm, first_ref);
}

/// Every task of the process exits, and the CPU switches to something else.
fn exit(process: &Process) {
    process.tasks.iter().for_each(exit_mm);
    process.tasks.iter().for_each(finish_task_switch);
}

/// What `--bug list` prints.
pub(crate) fn list() -> String {
    BUGS.iter().map(|bug| format!("{:<18}  {}\n", bug.name, bug.sentence)).collect()
}

pub(crate) fn find(name: Option<&str>) -> Result<&'static Bug, String> {
    const { &BUGS }.iter().find(|bug| Some(bug.name) == name).ok_or_else(|| {
        let names: Vec<_> = BUGS.iter().map(|bug| bug.name).collect();
        format!("`--bug` needs one of these, not `{}`: {}", name.unwrap_or("nothing"), names.join(", "))
    })
}
