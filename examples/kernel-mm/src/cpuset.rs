//! `kernel/cpuset.c`: sets of tasks, and the memory nodes that they may use.

use std::sync::{Arc, Mutex, Weak};

use mmref::{MM_REF, balances_refs, holds_ref, move_ref, releases_ref, requires_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::kmalloc;
use crate::kernel::lock;
use crate::kernel::task::Task;
use crate::kernel::workqueue::{Work, WorkQueue};
use crate::mempolicy::do_migrate_pages;
use crate::mm_types::MmUsers;

/// `nodemask_t`: a bit a node.
pub type Nodemask = u32;

/// `struct cpuset`
#[derive(Debug)]
pub struct Cpuset {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// A task that has ended is in no set.
    tasks: Vec<Weak<Task>>,
    mems_allowed: Nodemask,
    old_mems_allowed: Nodemask,
    memory_migrate: bool,
}

/// Held while cpusets are changed.
static CPUSET_MUTEX: Mutex<()> = Mutex::new(());
pub static CPUSET_MIGRATE_MM_WQ: WorkQueue = WorkQueue::new();

/// `struct cpuset_migrate_mm_work`
#[holds_ref]
struct CpusetMigrateMmWork {
    #[counted(mm_ref: MmUsers)]
    mm: Mm,
    from: Nodemask,
    to: Nodemask,
}

impl Cpuset {
    /// Without tasks.
    pub fn new(mems: Nodemask, memory_migrate: bool) -> Self {
        let state = State { tasks: Vec::new(), mems_allowed: mems, old_mems_allowed: mems, memory_migrate };
        Self { state: Mutex::new(state) }
    }
}

/// `cpuset_migrate_mm_workfn`
impl Work for CpusetMigrateMmWork {
    #[balances_refs]
    fn run(mut self: Box<Self>) {
        // Pages that cannot move now stay where they are.
        let _ = do_migrate_pages(self.mm, self.from, self.to, &self.mm_ref);
        mmput(self.mm, self.mm_ref.take());
    }
}

/// Moves the mm's pages later, and keeps the U until then. If there is no memory for that, they stay where they are.
#[releases_ref(MmUsers)]
fn cpuset_migrate_mm(mm: Mm, from: Nodemask, to: Nodemask) {
    let mwork = CpusetMigrateMmWork { mm, mm_ref: MM_REF!(CpusetMigrateMmWork::mm_ref), from, to };
    if let Ok(mut mwork) = kmalloc(mwork) {
        move_ref(mm_ref, &mut mwork.mm_ref);
        CPUSET_MIGRATE_MM_WQ.queue(mwork);
    } else {
        mmput(mm, mm_ref);
    }
}

/// `update_nodemask`: the tasks of the set may use these nodes from now on.
pub fn update_nodemask(cs: &Cpuset, mems: Nodemask) -> Result<()> {
    if mems == 0 {
        return Err(Errno::Einval);
    }
    let _cpuset_mutex = lock(&CPUSET_MUTEX);
    let mut cs = lock(&cs.state);
    cs.mems_allowed = mems;
    update_tasks_nodemask(&mut cs);
    Ok(())
}

#[balances_refs]
fn update_tasks_nodemask(cs: &mut State) {
    for task in cs.tasks.iter().filter_map(Weak::upgrade) {
        MM_REF!(mm_ref: MmUsers);
        let Some(mm) = get_task_mm(&task, &mut mm_ref) else { continue };
        mpol_rebind_mm(mm, cs.mems_allowed, &mm_ref);
        if cs.memory_migrate {
            cpuset_migrate_mm(mm, cs.old_mems_allowed, cs.mems_allowed, mm_ref);
        } else {
            mmput(mm, mm_ref);
        }
    }
    cs.old_mems_allowed = cs.mems_allowed;
}

/// Moves tasks from their sets to `cs`.
#[balances_refs]
pub fn cpuset_attach(cs: &Cpuset, others: &[&Cpuset], tasks: &[Arc<Task>]) {
    let _cpuset_mutex = lock(&CPUSET_MUTEX);
    for task in tasks {
        let oldcs_mems = others.iter().find_map(|other| leave(other, task));
        let mut cs = lock(&cs.state);
        cs.tasks.retain(|other| other.strong_count() > 0 && other.as_ptr() != Arc::as_ptr(task));
        cs.tasks.push(Arc::downgrade(task));
        MM_REF!(mm_ref: MmUsers);
        if let Some(mm) = get_task_mm(task, &mut mm_ref) {
            mpol_rebind_mm(mm, cs.mems_allowed, &mm_ref);
            if cs.memory_migrate {
                cpuset_migrate_mm(mm, oldcs_mems.unwrap_or(!0), cs.mems_allowed, mm_ref);
            } else {
                mmput(mm, mm_ref);
            }
        }
    }
}

/// The nodes that the task was allowed to use, if it was in the set.
fn leave(cs: &Cpuset, task: &Arc<Task>) -> Option<Nodemask> {
    let mut cs = lock(&cs.state);
    let before = cs.tasks.len();
    cs.tasks.retain(|other| other.as_ptr() != Arc::as_ptr(task));
    (cs.tasks.len() < before).then_some(cs.old_mems_allowed)
}

/// `mm/mempolicy.c`: new pages come from these nodes.
#[requires_ref(MmUsers)]
fn mpol_rebind_mm(mm: Mm, mems: Nodemask) {
    mm.mmap().policy = mems;
}
