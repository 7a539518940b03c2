//! `drivers/vhost/vhost.c`: a device whose kernel thread works in the memory of the process that owns it.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use mmref::{MM_REF, holds_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::current::{current, current_mm};
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::lock;
use crate::mm_types::MmUsers;

/// `struct vhost_dev`
#[derive(Debug)]
pub struct VhostDev {
    /// `mutex`, and what it protects.
    owner: Mutex<VhostOwner>,
}

#[holds_ref]
#[derive(Debug)]
struct VhostOwner {
    #[counted(mm_ref: MmUsers)]
    mm: Option<Mm>,
    worker: Option<Worker>,
}

/// `struct vhost_work`: a word of the owner's memory that the device counts up.
#[derive(Clone, Copy, Debug)]
pub struct VhostWork {
    pub address: u64,
}

/// The kernel thread, and the list of its work.
#[derive(Debug)]
struct Worker {
    work_list: Sender<VhostWork>,
    thread: JoinHandle<()>,
}

/// `vhost_dev_init`
pub fn vhost_dev_init() -> VhostDev {
    let owner = VhostOwner { mm: None, mm_ref: MM_REF!(VhostOwner::mm_ref), worker: None };
    VhostDev { owner: Mutex::new(owner) }
}

/// The current process becomes the owner. The device holds a U for as long as that lasts.
pub fn vhost_dev_set_owner(dev: &VhostDev) -> Result<()> {
    let mut owner = lock(&dev.owner);
    if owner.mm.is_some() {
        return Err(Errno::Ebusy);
    }
    owner.mm = get_task_mm(&current(), &mut owner.mm_ref);
    let error = 'err_worker: {
        let worker = match kthread_create(owner.mm) {
            Ok(worker) => worker,
            Err(error) => break 'err_worker error,
        };
        if let Err(error) = vhost_attach_cgroups().and_then(|()| vhost_dev_alloc_iovecs()) {
            kthread_stop(worker);
            break 'err_worker error;
        }
        owner.worker = Some(worker);
        return Ok(());
    };
    vhost_dev_put_mm(&mut owner);
    Err(error)
}

/// `vhost_dev_check_owner`
pub fn vhost_dev_check_owner(dev: &VhostDev) -> Result<()> {
    let mm = current_mm()?;
    if lock(&dev.owner).mm == Some(mm) { Ok(()) } else { Err(Errno::Eperm) }
}

/// Nobody owns the device any more: its thread ends what it has begun, and the U is given up.
pub fn vhost_dev_cleanup(dev: &VhostDev) {
    let mut owner = lock(&dev.owner);
    if let Some(worker) = owner.worker.take() {
        kthread_stop(worker);
    }
    vhost_dev_put_mm(&mut owner);
}

fn vhost_dev_put_mm(owner: &mut VhostOwner) {
    if let Some(mm) = owner.mm.take() {
        mmput(mm, owner.mm_ref.take());
    }
}

/// Says whether there is a worker to do it.
pub fn vhost_work_queue(dev: &VhostDev, work: VhostWork) -> bool {
    let owner = lock(&dev.owner);
    owner.worker.as_ref().is_some_and(|worker| worker.work_list.send(work).is_ok())
}

/// Runs on the U of the device, which outlasts it.
fn vhost_worker(mm: Option<Mm>, work_list: Receiver<VhostWork>) {
    let Some(mm) = mm else { return };
    for work in work_list {
        if let Some(word) = mm.mmap().page(work.address) {
            *word += 1;
        }
    }
}

fn kthread_create(mm: Option<Mm>) -> Result<Worker> {
    may_fail(Errno::Enomem)?;
    let (work_list, queued) = channel();
    let thread = Builder::new().name(format!("vhost-{}", current().pid));
    let thread = thread.spawn(move || vhost_worker(mm, queued)).map_err(|_| Errno::Eagain)?;
    Ok(Worker { work_list, thread })
}

/// Waits until all that was queued is done.
fn kthread_stop(worker: Worker) {
    drop(worker.work_list);
    worker.thread.join().expect("the worker ends by itself");
}

fn vhost_attach_cgroups() -> Result<()> {
    may_fail(Errno::Eacces)
}

fn vhost_dev_alloc_iovecs() -> Result<()> {
    may_fail(Errno::Enomem)
}
