//! Devices and virtual machines that keep a process's mm, cpusets that move its pages, and the OOM killer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use mmref::{MM_REF, balances_refs, holds_ref};

use super::dice::Dice;
use super::processes::failing;
use super::{Machine, Op};
use crate::async_pf::{
    PAGE_OFFSET, kvm_check_async_pf_completion, kvm_clear_async_pf_completion_queue, kvm_setup_async_pf,
};
use crate::cpuset::{CPUSET_MIGRATE_MM_WQ, Cpuset, cpuset_attach, update_nodemask};
use crate::i915_gem_userptr::{
    DrmI915GemObject, DrmI915Private, i915_gem_object_put, i915_gem_userptr_get_pages, i915_gem_userptr_ioctl,
};
use crate::kernel::cache::Mm;
use crate::kernel::current::{current, current_mm};
use crate::kernel::lock;
use crate::kernel::workqueue::{SYSTEM, WorkQueue};
use crate::kvm_main::{KVM_MAX_VCPUS, Kvm, kvm_create_vm, kvm_get_kvm, kvm_put_kvm, kvm_vcpu_run};
use crate::mm_types::{MmCount, PAGE_SIZE};
use crate::mmu_notifier::{
    MmuNotifier, mmu_notifier_invalidate_range_start, mmu_notifier_register, mmu_notifier_unregister,
    mmu_notifier_unregister_no_release,
};
use crate::oom_kill::{OOM_REAPER, out_of_memory};
use crate::vhost::{
    VhostDev, VhostWork, vhost_dev_check_owner, vhost_dev_cleanup, vhost_dev_init, vhost_dev_set_owner,
    vhost_work_flush, vhost_work_queue,
};

pub const OPS: &[Op] = &[
    Op { name: "vhost_dev_set_owner", weight: 2, run: vhost_open },
    Op { name: "vhost_work_queue", weight: 3, run: vhost_work },
    Op { name: "vhost_dev_cleanup", weight: 2, run: vhost_close },
    Op { name: "kvm_create_vm", weight: 3, run: kvm_open },
    Op { name: "kvm_vcpu_run", weight: 6, run: kvm_run },
    Op { name: "kvm_clear_async_pf_completion_queue", weight: 2, run: kvm_reset },
    Op { name: "kvm_put_kvm", weight: 3, run: kvm_close },
    Op { name: "i915_gem_userptr_ioctl", weight: 4, run: userptr_open },
    Op { name: "i915_gem_userptr_get_pages", weight: 6, run: userptr_get_pages },
    Op { name: "i915_gem_object_put", weight: 4, run: userptr_close },
    Op { name: "mmu_notifier_register", weight: 2, run: watch },
    Op { name: "mmu_notifier_unregister", weight: 2, run: watch_no_more },
    Op { name: "munmap", weight: 4, run: munmap },
    Op { name: "update_nodemask", weight: 3, run: cpuset_write },
    Op { name: "cpuset_attach", weight: 3, run: cpuset_move },
    Op { name: "out_of_memory", weight: 2, run: oom },
    Op { name: "oom_reaper", weight: 1, run: |_, _| OOM_REAPER.flush() },
];

/// Work queues that have workers of their own.
pub static WORK_QUEUES: [(&str, &WorkQueue); 2] =
    [("cpuset_migrate_mm", &CPUSET_MIGRATE_MM_WQ), ("oom_reaper", &OOM_REAPER)];

/// This many of a kind are open at once.
const MOST: usize = 16;

/// Everything that is open, whoever opened it.
#[derive(Debug)]
pub struct State {
    vhost: Mutex<Vec<Arc<VhostDev>>>,
    vms: Mutex<Vec<Arc<Kvm>>>,
    i915: Arc<DrmI915Private>,
    objects: Mutex<Vec<Arc<DrmI915GemObject>>>,
    watches: Mutex<Vec<Watch>>,
    cpusets: [Cpuset; 3],
}

/// A notifier that learns when pages go.
#[holds_ref]
#[derive(Debug)]
struct Watch {
    mn: Arc<Watcher>,
    #[counted(mm_ref: MmCount)]
    mm: Mm,
}

#[derive(Default, Debug)]
struct Watcher {
    told: AtomicBool,
}

impl MmuNotifier for Watcher {
    fn release(&self, _mm: Mm) {
        self.told.store(true, Ordering::Relaxed);
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            vhost: Mutex::default(),
            vms: Mutex::default(),
            i915: Arc::default(),
            objects: Mutex::default(),
            watches: Mutex::default(),
            cpusets: [Cpuset::new(1, false), Cpuset::new(2, true), Cpuset::new(4, true)],
        }
    }
}

/// Closes everything that is open.
pub fn shut_down(machine: &Machine) {
    let devices = &machine.devices;
    take_all(&devices.vhost).iter().for_each(|dev| vhost_dev_cleanup(dev));
    take_all(&devices.vms).into_iter().for_each(kvm_put_kvm);
    take_all(&devices.objects).into_iter().for_each(i915_gem_object_put);
    take_all(&devices.watches).into_iter().for_each(|watch| unwatch(watch, true));
    WORK_QUEUES.iter().for_each(|(_, queue)| queue.flush());
    SYSTEM.flush();
}

fn vhost_open(machine: &Machine, dice: &mut Dice) {
    let dev = Arc::new(vhost_dev_init());
    if failing(dice, || vhost_dev_set_owner(&dev)).is_ok() {
        let _ = vhost_dev_set_owner(&dev);
        let _ = vhost_dev_check_owner(&dev);
        add(&machine.devices.vhost, dev, |dev| vhost_dev_cleanup(&dev));
    }
}

/// The device may be closed while another CPU is using it.
fn vhost_work(machine: &Machine, dice: &mut Dice) {
    if let Some(dev) = any(&machine.devices.vhost, dice, Arc::clone) {
        vhost_work_queue(&dev, VhostWork { address: address(dice) });
        vhost_work_flush(&dev);
    }
}

fn vhost_close(machine: &Machine, dice: &mut Dice) {
    if let Some(dev) = take_any(&machine.devices.vhost, dice) {
        vhost_dev_cleanup(&dev);
    }
}

fn kvm_open(machine: &Machine, dice: &mut Dice) {
    if let Ok(kvm) = failing(dice, kvm_create_vm) {
        add(&machine.devices.vms, kvm, kvm_put_kvm);
        kvm_run(machine, dice);
    }
}

/// A VM, usually of the current process.
fn kvm_run(machine: &Machine, dice: &mut Dice) {
    let own = lock(&machine.devices.vms).iter().find(|kvm| current_mm() == Ok(kvm.mm)).map(kvm_get_kvm);
    let Some(kvm) = own.or_else(|| any(&machine.devices.vms, dice, kvm_get_kvm)) else { return };
    let (vcpu, address) = (dice.below(KVM_MAX_VCPUS), address(dice));
    let _ = kvm_vcpu_run(&kvm, vcpu, address);
    if current_mm() == Ok(kvm.mm) {
        for _ in 0..dice.below(4) {
            let addr = if dice.chance(10) { PAGE_OFFSET } else { address };
            failing(dice, || kvm_setup_async_pf(&kvm, vcpu, addr));
        }
    }
    if dice.chance(20) {
        kvm_clear_async_pf_completion_queue(&kvm.vcpus[vcpu]);
    }
    if dice.chance(50) {
        kvm_check_async_pf_completion(&kvm, vcpu);
    }
    kvm_put_kvm(kvm);
}

fn kvm_reset(machine: &Machine, dice: &mut Dice) {
    if let Some(kvm) = any(&machine.devices.vms, dice, kvm_get_kvm) {
        kvm_clear_async_pf_completion_queue(&kvm.vcpus[dice.below(KVM_MAX_VCPUS)]);
        kvm_put_kvm(kvm);
    }
}

fn kvm_close(machine: &Machine, dice: &mut Dice) {
    if let Some(kvm) = take_any(&machine.devices.vms, dice) {
        kvm_put_kvm(kvm);
    }
}

fn userptr_open(machine: &Machine, dice: &mut Dice) {
    let (start, pages) = (address(dice), 1 + dice.below(3) as u64);
    if let Ok(obj) = failing(dice, || i915_gem_userptr_ioctl(&machine.devices.i915, start, pages)) {
        if dice.chance(50) {
            let _ = failing(dice, || i915_gem_userptr_get_pages(&obj));
        }
        add(&machine.devices.objects, obj, i915_gem_object_put);
    }
}

fn userptr_get_pages(machine: &Machine, dice: &mut Dice) {
    if let Some(obj) = any(&machine.devices.objects, dice, Arc::clone) {
        let _ = failing(dice, || i915_gem_userptr_get_pages(&obj));
        i915_gem_object_put(obj);
    }
}

fn userptr_close(machine: &Machine, dice: &mut Dice) {
    if let Some(obj) = take_any(&machine.devices.objects, dice) {
        i915_gem_object_put(obj);
    }
}

fn watch(machine: &Machine, dice: &mut Dice) {
    let Ok(mm) = current_mm() else { return };
    let mut watch = Watch { mn: Arc::default(), mm, mm_ref: MM_REF!(Watch::mm_ref) };
    let mn: Arc<Watcher> = Arc::clone(&watch.mn);
    if failing(dice, || mmu_notifier_register(mn, mm, &mut watch.mm_ref)).is_ok() {
        add(&machine.devices.watches, watch, |watch| unwatch(watch, true));
    }
}

fn watch_no_more(machine: &Machine, dice: &mut Dice) {
    if let Some(watch) = take_any(&machine.devices.watches, dice) {
        unwatch(watch, dice.chance(50));
    }
}

#[balances_refs]
fn unwatch(mut watch: Watch, tell: bool) {
    if tell {
        mmu_notifier_unregister(&*watch.mn, watch.mm, watch.mm_ref.take());
    } else {
        mmu_notifier_unregister_no_release(&*watch.mn, watch.mm, watch.mm_ref.take());
    }
}

/// The current task's pages go and come back; the point is that others are notified.
fn munmap(_: &Machine, dice: &mut Dice) {
    let start = address(dice);
    if let Ok(mm) = current_mm() {
        let _mmap_sem = mm.mmap();
        mmu_notifier_invalidate_range_start(mm, &(start..start + 2 * PAGE_SIZE));
    }
}

fn cpuset_write(machine: &Machine, dice: &mut Dice) {
    let cpuset = &machine.devices.cpusets[dice.below(3)];
    let mems = dice.below(8) as u32;
    let _ = failing(dice, || update_nodemask(cpuset, mems));
}

fn cpuset_move(machine: &Machine, dice: &mut Dice) {
    let tasks: Vec<_> = machine.any_task(dice).into_iter().chain([current()]).collect();
    let cpusets = &machine.devices.cpusets;
    let number = dice.below(cpusets.len());
    let others: Vec<&Cpuset> =
        (0..cpusets.len()).filter(|other| *other != number).map(|other| &cpusets[other]).collect();
    failing(dice, || cpuset_attach(&cpusets[number], &others, &tasks));
}

fn oom(machine: &Machine, _: &mut Dice) {
    out_of_memory(&machine.tasks());
}

/// An address in a page that tasks often have mapped, usually.
fn address(dice: &mut Dice) -> u64 {
    [0x1000, 0x9000, 0x20000][dice.below(3)] + dice.below(9) as u64 * PAGE_SIZE
}

/// Opens another. If there are too many, the oldest is closed.
fn add<T>(open: &Mutex<Vec<T>>, new: T, close: fn(T)) {
    let mut locked = lock(open);
    locked.push(new);
    let oldest = (locked.len() > MOST).then(|| locked.remove(0));
    drop(locked);
    oldest.into_iter().for_each(close);
}

fn any<T>(open: &Mutex<Vec<T>>, dice: &mut Dice, share: fn(&T) -> T) -> Option<T> {
    let open = lock(open);
    (!open.is_empty()).then(|| share(&open[dice.below(open.len())]))
}

fn take_any<T>(open: &Mutex<Vec<T>>, dice: &mut Dice) -> Option<T> {
    let mut open = lock(open);
    let chosen = dice.below(open.len().max(1));
    (chosen < open.len()).then(|| open.swap_remove(chosen))
}

fn take_all<T>(open: &Mutex<Vec<T>>) -> Vec<T> {
    std::mem::take(&mut *lock(open))
}
