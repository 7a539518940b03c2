//! Processes begin, run another program and end; kernel threads adopt mms.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use mmref::{MM_REF, balances_refs, holds_ref, move_ref};

use super::dice::Dice;
use super::{Machine, Op};
use crate::exec::{Arguments, do_execveat_common};
use crate::exit::do_exit;
use crate::fork::{CLONE_NEWUSER, CLONE_THREAD, CLONE_VM, copy_process, get_task_mm, mmput, mmput_async};
use crate::kernel::cache::Mm;
use crate::kernel::current::{current, current_mm};
use crate::kernel::fault::fail_nth;
use crate::kernel::lock;
use crate::kernel::task::{PF_SIGNALED, TASK_INTERRUPTIBLE, Task};
use crate::mm_types::{MmUsers, PAGE_SIZE};
use crate::mmu_context::{unuse_mm, use_mm};

pub const OPS: &[Op] = &[
    Op { name: "fork", weight: 8, run: fork },
    Op { name: "clone", weight: 8, run: clone },
    Op { name: "execve", weight: 6, run: execve },
    Op { name: "exit", weight: 8, run: exit },
    Op { name: "kill", weight: 1, run: kill },
    Op { name: "write memory", weight: 10, run: write_memory },
    Op { name: "nanosleep", weight: 8, run: nanosleep },
];

pub const KTHREAD_OPS: &[Op] = &[
    Op { name: "kthread_create", weight: 2, run: fork },
    Op { name: "use_mm", weight: 5, run: adopt },
    Op { name: "unuse_mm", weight: 4, run: |machine, _| give_back(machine) },
    Op { name: "write borrowed memory", weight: 5, run: write_memory },
    Op { name: "kernel_execve", weight: 3, run: execve },
    Op { name: "kthread_exit", weight: 1, run: exit },
    Op { name: "kthread_wait", weight: 4, run: nanosleep },
];

/// The most tasks at a time.
const MOST_TASKS: usize = 48;
/// Tasks with pids up to this one never end: `init` and `kthreadd`.
const LAST_ETERNAL_PID: u32 = 2;
const PROGRAMS: [&str; 6] = ["sh", "cat", "make", "cc1", "sshd", "vi"];

/// The mms that kernel threads have adopted.
#[derive(Default)]
pub struct State {
    adopted: Mutex<Vec<Adopted>>,
}

/// What a kernel thread holds between `use_mm` and `unuse_mm`.
#[holds_ref]
struct Adopted {
    by: u32,
    #[counted(mm_ref: MmUsers)]
    mm: Mm,
}

/// Nothing is left once all tasks have ended.
pub fn shut_down(_: &Machine) {}

/// The current task ends, and returns what it has adopted.
pub fn end(machine: &Machine) {
    give_back(machine);
    do_exit();
    machine.remove(&current());
}

fn fork(machine: &Machine, dice: &mut Dice) {
    let newuser = if dice.chance(20) { CLONE_NEWUSER } else { 0 };
    spawn(machine, dice, newuser);
}

fn clone(machine: &Machine, dice: &mut Dice) {
    let thread = if dice.chance(70) { CLONE_THREAD } else { 0 };
    spawn(machine, dice, CLONE_VM | thread);
}

fn spawn(machine: &Machine, dice: &mut Dice, clone_flags: u32) {
    if lock(&machine.tasks).len() >= MOST_TASKS {
        return;
    }
    if let Ok(task) = failing(dice, || copy_process(clone_flags)) {
        machine.wake_up_new_task(task, dice);
    }
}

/// If this succeeds, the other threads of the process end.
fn execve(machine: &Machine, dice: &mut Dice) {
    let current = current();
    if current.is_kthread() && current.pid == LAST_ETERNAL_PID {
        return;
    }
    give_back(machine);
    let program = PROGRAMS[dice.below(PROGRAMS.len())];
    let arguments = Arguments { argv: "-v", envp: if dice.chance(80) { "HOME=/ TERM=dumb" } else { "" } };
    if failing(dice, || do_execveat_common(program, arguments)).is_ok() {
        let tasks = machine.tasks();
        let threads = tasks.iter().filter(|task| Arc::ptr_eq(&task.signal, &current.signal));
        threads.filter(|task| task.pid != current.pid).for_each(|task| send_sigkill(task));
    }
}

fn exit(machine: &Machine, _: &mut Dice) {
    if current().pid > LAST_ETERNAL_PID {
        end(machine);
    }
}

fn kill(machine: &Machine, dice: &mut Dice) {
    if let Some(task) = machine.any_task(dice) {
        send_sigkill(&task);
    }
}

fn send_sigkill(task: &Task) {
    if !task.is_kthread() {
        task.flags.fetch_or(PF_SIGNALED, Ordering::Relaxed);
    }
}

/// Whether the current task has to end, because it was killed and can be.
pub fn must_die() -> bool {
    let current = current();
    current.flags.load(Ordering::Relaxed) & PF_SIGNALED != 0 && current.pid > LAST_ETERNAL_PID
}

fn write_memory(_: &Machine, dice: &mut Dice) {
    let Ok(mm) = current_mm() else { return };
    let address = [0x1000, 0x9000, 0x20000][dice.below(3)] + dice.below(8) as u64 * PAGE_SIZE;
    if let Some(word) = mm.mmap().page(address) {
        *word = dice.roll();
    }
}

fn nanosleep(_: &Machine, _: &mut Dice) {
    current().flags.fetch_or(TASK_INTERRUPTIBLE, Ordering::Relaxed);
}

/// A kernel thread works for some task from here on, in its mm, of which it holds a U.
#[balances_refs]
fn adopt(machine: &Machine, dice: &mut Dice) {
    MM_REF!(mm_ref: MmUsers);
    if current_mm().is_ok() {
        return;
    }
    let Some(task) = machine.any_task(dice) else { return };
    let Some(mm) = get_task_mm(&task, &mut mm_ref) else { return };
    use_mm(mm, &mm_ref);
    let mut adopted = Adopted { by: current().pid, mm, mm_ref: MM_REF!(Adopted::mm_ref) };
    move_ref(mm_ref, &mut adopted.mm_ref);
    lock(&machine.processes.adopted).push(adopted);
}

/// Some threads have time for no more than that.
#[balances_refs]
fn give_back(machine: &Machine) {
    let mut all = lock(&machine.processes.adopted);
    let Some(at) = all.iter().position(|adopted| adopted.by == current().pid) else { return };
    let mut adopted = all.swap_remove(at);
    drop(all);
    unuse_mm();
    if current().pid % 2 == 0 {
        mmput(adopted.mm, adopted.mm_ref.take());
    } else {
        mmput_async(adopted.mm, adopted.mm_ref.take());
    }
}

/// Lets one of the operations that may fail on the way fail, now and then.
pub(super) fn failing<T>(dice: &mut Dice, work: impl FnOnce() -> T) -> T {
    fail_nth(if dice.chance(40) { 1 + dice.below(8) as u32 } else { 0 });
    let done = work();
    fail_nth(0);
    done
}
