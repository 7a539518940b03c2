//! `drivers/vhost/vhost.c`: a device whose kernel thread works in the memory of the process that owns it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use mmref::{MM_REF, balances_refs, holds_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::current::{current, current_mm};
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::kthread::Kthread;
use crate::kernel::lock;
use crate::mm_types::MmUsers;
use crate::mmu_context::{unuse_mm, use_mm};

/// `struct vhost_dev`
#[derive(Debug)]
pub struct VhostDev {
    /// `mutex`, and the worker that it protects.
    worker: Mutex<Option<Worker>>,
    owner: Arc<Mutex<VhostOwner>>,
}

/// The process that the device works for. Its worker uses this, too.
#[holds_ref]
#[derive(Debug)]
struct VhostOwner {
    #[counted(mm_ref: MmUsers)]
    mm: Option<Mm>,
}

/// `struct vhost_work`: a word of the owner's memory that the device increments.
#[derive(Clone, Copy, Debug)]
pub struct VhostWork {
    pub address: u64,
}

/// The kernel thread, and its list of work.
#[derive(Debug)]
struct Worker {
    work_list: Sender<WorkFn>,
    thread: Kthread,
}

type WorkFn = Box<dyn FnOnce() + Send>;

/// `vhost_dev_init`
pub fn vhost_dev_init() -> VhostDev {
    let owner = VhostOwner { mm: None, mm_ref: MM_REF!(VhostOwner::mm_ref) };
    VhostDev { worker: Mutex::new(None), owner: Arc::new(Mutex::new(owner)) }
}

/// The current process becomes the owner. Meanwhile, the device holds a U.
pub fn vhost_dev_set_owner(dev: &VhostDev) -> Result<()> {
    let mut mutex = lock(&dev.worker);
    if lock(&dev.owner).mm.is_some() {
        return Err(Errno::Ebusy);
    }
    vhost_dev_get_mm(&mut lock(&dev.owner));
    let error = 'err_worker: {
        let worker = match kthread_create(&dev.owner) {
            Ok(worker) => worker,
            Err(error) => break 'err_worker error,
        };
        if let Err(error) = vhost_attach_cgroups(&worker).and_then(|()| vhost_dev_alloc_iovecs()) {
            kthread_stop(worker);
            break 'err_worker error;
        }
        *mutex = Some(worker);
        return Ok(());
    };
    vhost_dev_put_mm(&mut lock(&dev.owner));
    Err(error)
}

/// `vhost_dev_check_owner`
pub fn vhost_dev_check_owner(dev: &VhostDev) -> Result<()> {
    let mm = current_mm()?;
    if lock(&dev.owner).mm == Some(mm) { Ok(()) } else { Err(Errno::Eperm) }
}

/// The device has no owner any more: its thread finishes what it has begun, and the U is given up.
pub fn vhost_dev_cleanup(dev: &VhostDev) {
    let mut mutex = lock(&dev.worker);
    if let Some(worker) = mutex.take() {
        kthread_stop(worker);
    }
    vhost_dev_put_mm(&mut lock(&dev.owner));
}

#[balances_refs]
fn vhost_dev_get_mm(owner: &mut VhostOwner) {
    owner.mm = get_task_mm(&current(), &mut owner.mm_ref);
}

#[balances_refs]
fn vhost_dev_put_mm(owner: &mut VhostOwner) {
    if let Some(mm) = owner.mm.take() {
        mmput(mm, owner.mm_ref.take());
    }
}

/// Returns whether there is a worker to do it.
pub fn vhost_work_queue(dev: &VhostDev, work: VhostWork) -> bool {
    let worker = lock(&dev.worker);
    worker.as_ref().is_some_and(|worker| worker.work_list.send(Box::new(move || handle_kick(work))).is_ok())
}

/// Waits until everything that is queued now is done.
pub fn vhost_work_flush(dev: &VhostDev) {
    if let Some(worker) = &*lock(&dev.worker) {
        worker.flush();
    }
}

/// Adopts the owner's mm. The device has a U of it that outlives this.
fn vhost_worker(owner: &Mutex<VhostOwner>, work_list: Receiver<WorkFn>) {
    let owner = lock(owner);
    if let Some(mm) = owner.mm {
        use_mm(mm, &owner.mm_ref);
    }
    drop(owner);
    work_list.into_iter().for_each(|work| work());
    unuse_mm();
}

fn handle_kick(work: VhostWork) {
    if let Ok(mm) = current_mm() {
        mm.mmap().page(work.address).into_iter().for_each(|word| *word += 1);
    }
}

fn kthread_create(owner: &Arc<Mutex<VhostOwner>>) -> Result<Worker> {
    may_fail(Errno::Enomem)?;
    let (work_list, queued) = channel();
    let owner = Arc::clone(owner);
    let thread = Kthread::run(&format!("vhost-{}", current().pid), move || vhost_worker(&owner, queued))?;
    Ok(Worker { work_list, thread })
}

/// Waits until everything that was queued is done.
fn kthread_stop(worker: Worker) {
    drop(worker.work_list);
    worker.thread.join();
}

/// The worker does this itself, so it is running when this returns.
fn vhost_attach_cgroups(worker: &Worker) -> Result<()> {
    may_fail(Errno::Eacces)?;
    worker.flush();
    Ok(())
}

impl Worker {
    fn flush(&self) {
        let (done, flushed) = channel();
        let done = move || done.send(()).expect("somebody waits for it");
        self.work_list.send(Box::new(done)).expect("the worker ends after its list");
        flushed.recv().expect("the worker does all that is on its list");
    }
}

fn vhost_dev_alloc_iovecs() -> Result<()> {
    may_fail(Errno::Enomem)
}
