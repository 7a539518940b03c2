//! Tools that look at processes through `/proc` and at their memory, and a swap area that is turned off now and then.

mod users;

use std::sync::Mutex;

use mmref::MM_REF;

use super::dice::Dice;
use super::parts::flush_work_queues;
use super::{Machine, Op};
use crate::array::{do_task_stat, proc_pid_statm, proc_pid_status};
use crate::base::{
    __set_oom_adj, DirContext, MemPrivate, auxv_read, environ_read, map_files_d_revalidate, map_files_get_link,
    mem_open, mem_read, mem_release, mem_write, proc_coredump_filter_read, proc_coredump_filter_write,
    proc_map_files_lookup, proc_map_files_readdir, proc_pid_cmdline_read,
};
use crate::fork::{get_task_mm, mmput};
use crate::internal::Inode;
use crate::kernel::current::current;
use crate::kernel::fault::fail_nth;
use crate::kernel::lock;
use crate::mm_types::{MmUsers, PAGE_SIZE};
use crate::swapfile::{SwapInfo, swap_out, swapoff};
use crate::task_mmu::{
    PagemapPrivate, ProcMapsPrivate, clear_refs_write, m_next, m_start, m_stop, pagemap_open, pagemap_read,
    pagemap_release, proc_map_release, proc_maps_open, show_map,
};
use crate::util::get_cmdline;

pub const OPS: &[Op] = &[
    Op { name: "read /proc/<pid>/status", weight: 8, run: status },
    Op { name: "open /proc/<pid>/mem", weight: 4, run: open_mem },
    Op { name: "use /proc/<pid>/mem", weight: 8, run: use_mem },
    Op { name: "open /proc/<pid>/maps", weight: 3, run: open_maps },
    Op { name: "read /proc/<pid>/maps", weight: 8, run: read_maps },
    Op { name: "open /proc/<pid>/pagemap", weight: 4, run: open_pagemap },
    Op { name: "read /proc/<pid>/pagemap", weight: 8, run: read_pagemap },
    Op { name: "list /proc/<pid>/map_files", weight: 4, run: map_files },
    Op { name: "write to /proc/<pid>", weight: 4, run: settings },
    Op { name: "account a task", weight: 4, run: users::account },
    Op { name: "trace a task", weight: 4, run: users::trace },
    Op { name: "copy memory", weight: 6, run: users::copy_memory },
    Op { name: "move memory", weight: 4, run: users::move_memory },
    Op { name: "swap out", weight: 8, run: swap },
    Op { name: "swapoff", weight: 3, run: turn_off },
];

/// Everything that is open, even while nobody reads it.
#[derive(Default)]
pub struct State {
    mems: Mutex<Vec<MemPrivate>>,
    /// Each with the mapping that its reader has reached, if it was interrupted.
    maps: Mutex<Vec<(ProcMapsPrivate, Option<u64>)>>,
    pagemaps: Mutex<Vec<PagemapPrivate>>,
    swap_area: SwapInfo,
}

/// This many files of a kind stay open.
const OPEN_FILES: usize = 16;

/// Closes all files.
pub fn shut_down(machine: &Machine) {
    let state = &machine.files;
    lock(&state.mems).drain(..).for_each(mem_release);
    lock(&state.pagemaps).drain(..).for_each(pagemap_release);
    lock(&state.maps).drain(..).for_each(close_maps);
}

/// Runs work that may fail in many places, and lets it fail in one of them, or not at all.
fn disturbed<T>(dice: &mut Dice, work: impl FnOnce() -> T) -> T {
    fail_nth(dice.below(8) as u32);
    let done = work();
    fail_nth(0);
    done
}

/// Takes one of the files, so that nobody else uses it at the same time.
fn take<T>(open: &Mutex<Vec<T>>, dice: &mut Dice) -> Option<T> {
    let mut open = lock(open);
    let some = !open.is_empty();
    some.then(|| dice.below(open.len())).map(|at| open.swap_remove(at))
}

/// Leaves a file open or closes it.
fn put_back<T>(open: &Mutex<Vec<T>>, dice: &mut Dice, file: T, close: fn(T)) {
    let mut open = lock(open);
    if open.len() < OPEN_FILES && dice.chance(90) {
        return open.push(file);
    }
    drop(open);
    close(file);
}

/// The inode of some process below `/proc`. The process may be gone when somebody looks.
fn any_inode(machine: &Machine, dice: &mut Dice) -> Option<Inode> {
    let task = if dice.chance(40) { current() } else { machine.any_task(dice)? };
    Some(Inode::new(&task))
}

fn status(machine: &Machine, dice: &mut Dice) {
    let Some(task) = machine.any_task(dice) else { return };
    match dice.below(5) {
        0 => drop(proc_pid_status(&task)),
        1 => drop(do_task_stat(&task)),
        2 => drop(proc_pid_statm(&task)),
        3 => drop(get_cmdline(&task, 16)),
        _ => drop(disturbed(dice, || proc_pid_cmdline_read(&Inode::new(&task), 0, 16))),
    }
}

fn open_mem(machine: &Machine, dice: &mut Dice) {
    let Some(inode) = any_inode(machine, dice) else { return };
    if let Ok(private) = disturbed(dice, || mem_open(&inode)) {
        put_back(&machine.files.mems, dice, private, mem_release);
    }
}

fn use_mem(machine: &Machine, dice: &mut Dice) {
    let Some(private) = take(&machine.files.mems, dice) else { return };
    let mut ppos = address(dice);
    let mut buf = vec![dice.roll(); 1 + dice.below(4)];
    match dice.below(4) {
        0 => drop(disturbed(dice, || mem_read(&private, &mut buf, &mut ppos))),
        1 => drop(disturbed(dice, || mem_write(&private, &mut buf, &mut ppos))),
        2 => drop(disturbed(dice, || environ_read(&private, 0, 16))),
        _ => drop(auxv_read(&private)),
    }
    put_back(&machine.files.mems, dice, private, mem_release);
}

fn open_maps(machine: &Machine, dice: &mut Dice) {
    let Some(inode) = any_inode(machine, dice) else { return };
    if let Ok(private) = disturbed(dice, || proc_maps_open(&inode)) {
        put_back(&machine.files.maps, dice, (private, None), close_maps);
    }
}

/// Reads on for a while, and is interrupted while it has a U.
fn read_maps(machine: &Machine, dice: &mut Dice) {
    let Some((mut private, mut vma)) = take(&machine.files.maps, dice) else { return };
    if vma.is_none() {
        vma = m_start(&mut private).unwrap_or(None);
    }
    for _ in 0..dice.below(3) {
        let Some(start) = vma else { break };
        show_map(&private, start);
        vma = m_next(&mut private, start);
    }
    if vma.is_none() || dice.chance(30) {
        m_stop(&mut private, vma.take());
    }
    put_back(&machine.files.maps, dice, (private, vma), close_maps);
}

fn close_maps((mut private, vma): (ProcMapsPrivate, Option<u64>)) {
    m_stop(&mut private, vma);
    proc_map_release(private);
}

fn open_pagemap(machine: &Machine, dice: &mut Dice) {
    let Some(inode) = any_inode(machine, dice) else { return };
    if let Ok(private) = disturbed(dice, || pagemap_open(&inode)) {
        put_back(&machine.files.pagemaps, dice, private, pagemap_release);
    }
}

fn read_pagemap(machine: &Machine, dice: &mut Dice) {
    let Some(private) = take(&machine.files.pagemaps, dice) else { return };
    let mut ppos = if dice.chance(90) { dice.below(5) as u64 * 8 } else { 4 };
    let count = dice.below(5) as u64 * 8;
    let _ = disturbed(dice, || pagemap_read(&private, count, &mut ppos));
    put_back(&machine.files.pagemaps, dice, private, pagemap_release);
}

fn map_files(machine: &Machine, dice: &mut Dice) {
    let Some(inode) = any_inode(machine, dice) else { return };
    let mut ctx = DirContext { room: dice.below(6), ..DirContext::default() };
    let _ = disturbed(dice, || proc_map_files_readdir(&inode, &mut ctx));
    ctx.names.push("1000-zz".to_owned());
    for name in &ctx.names {
        let found = proc_map_files_lookup(&inode, name).is_ok() && map_files_d_revalidate(&inode, name);
        if found || dice.chance(50) {
            let _ = map_files_get_link(&inode, name);
        }
    }
}

fn settings(machine: &Machine, dice: &mut Dice) {
    let Some(inode) = any_inode(machine, dice) else { return };
    let buf = ["4", "5", "511", "all"][dice.below(4)];
    match dice.below(4) {
        0 => drop(proc_coredump_filter_read(&inode)),
        1 => drop(proc_coredump_filter_write(&inode, buf)),
        2 => drop(disturbed(dice, || clear_refs_write(&inode, buf))),
        _ => drop(__set_oom_adj(&inode, dice.below(1000) as i16, &machine.tasks())),
    }
}

/// The work of kswapd.
#[mmref::balances_refs]
fn swap(machine: &Machine, dice: &mut Dice) {
    MM_REF!(mm_ref: MmUsers);
    let Some(task) = machine.any_task(dice) else { return };
    let Some(mm) = get_task_mm(&task, &mut mm_ref) else { return };
    let _ = swap_out(&machine.files.swap_area, mm, address(dice), &mm_ref);
    mmput(mm, mm_ref);
}

/// It waits for mms that are about to be torn down, so nobody may depend on this CPU to do that.
fn turn_off(machine: &Machine, dice: &mut Dice) {
    flush_work_queues();
    let _ = disturbed(dice, || swapoff(&machine.files.swap_area));
}

/// An address in a page that small programs have, usually.
fn address(dice: &mut Dice) -> u64 {
    dice.below(40) as u64 * PAGE_SIZE
}
