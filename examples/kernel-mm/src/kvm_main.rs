//! `virt/kvm/kvm_main.c`: virtual machines, which use the memory of the process that made them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use mmref::{MM_REF, balances_refs, holds_ref, move_ref};

use crate::async_pf::{VcpuAsyncPf, kvm_clear_async_pf_completion_queue, kvm_setup_async_pf};
use crate::kernel::cache::Mm;
use crate::kernel::current::current_mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::lock;
use crate::mm_types::MmCount;
use crate::mmu_notifier::{MmuNotifier, mmu_notifier_register, mmu_notifier_unregister};
use crate::sched::{mmdrop, mmgrab};

pub const KVM_MAX_VCPUS: usize = 2;

/// `struct kvm`. Each user has a clone, and passes that to [`kvm_put_kvm`].
#[holds_ref]
#[derive(Debug)]
pub struct Kvm {
    /// The mm whose memory the guest uses.
    #[counted(mm_ref: MmCount)]
    pub mm: Mm,
    #[counted(mmu_notifier_ref: MmCount)]
    mmu_notifier: Arc<KvmMmuNotifier>,
    pub vcpus: [KvmVcpu; KVM_MAX_VCPUS],
}

/// `struct kvm_vcpu`
#[derive(Default, Debug)]
pub struct KvmVcpu {
    pub async_pf: Mutex<VcpuAsyncPf>,
}

/// The VM's `mmu_notifier`, with the tables that it keeps in step: shadow pages by address.
#[derive(Default, Debug)]
pub struct KvmMmuNotifier {
    mmu_lock: Mutex<BTreeMap<u64, u64>>,
}

impl MmuNotifier for KvmMmuNotifier {
    /// `kvm_arch_flush_shadow_all`
    fn release(&self, _mm: Mm) {
        lock(&self.mmu_lock).clear();
    }

    fn invalidate_range_start(&self, _mm: Mm, range: &Range<u64>) {
        lock(&self.mmu_lock).retain(|address, _| !range.contains(address));
    }
}

/// The number of VMs that the hardware is switched on for.
static KVM_USAGE_COUNT: AtomicUsize = AtomicUsize::new(0);

/// A VM of the current process. It holds a C, and its mmu notifier holds another.
#[balances_refs]
pub fn kvm_create_vm() -> Result<Arc<Kvm>> {
    MM_REF!(mm_ref: MmCount);
    let mm = current_mm()?;
    let mut kvm = kvm_arch_alloc_vm(mm)?;
    mmgrab(mm, &mut kvm.mm_ref);
    let error = 'out_err: {
        if let Err(error) = hardware_enable_all() {
            break 'out_err error;
        }
        if let Err(error) = kvm_init_mmu_notifier(&mut kvm) {
            hardware_disable_all();
            break 'out_err error;
        }
        return Ok(Arc::new(kvm));
    };
    move_ref(kvm.mm_ref.take(), &mut mm_ref);
    kvm_arch_free_vm(kvm);
    mmdrop(mm, mm_ref);
    Err(error)
}

/// Adds a user of the VM.
pub fn kvm_get_kvm(kvm: &Arc<Kvm>) -> Arc<Kvm> {
    Arc::clone(kvm)
}

/// The last user of the VM destroys it.
pub fn kvm_put_kvm(kvm: Arc<Kvm>) {
    if let Some(kvm) = Arc::into_inner(kvm) {
        kvm_destroy_vm(kvm);
    }
}

/// Both Cs are given up. The VM's own outlives the structure that it was in.
#[balances_refs]
fn kvm_destroy_vm(mut kvm: Kvm) {
    MM_REF!(mm_ref: MmCount);
    let mm = kvm.mm;
    mmu_notifier_unregister(&*kvm.mmu_notifier, mm, kvm.mmu_notifier_ref.take());
    kvm.vcpus.iter().for_each(kvm_clear_async_pf_completion_queue);
    move_ref(kvm.mm_ref.take(), &mut mm_ref);
    kvm_arch_free_vm(kvm);
    hardware_disable_all();
    mmdrop(mm, mm_ref);
}

/// The guest touches a page. If it cannot be found at once, it is looked up while the guest continues.
pub fn kvm_vcpu_run(kvm: &Arc<Kvm>, vcpu: usize, address: u64) -> Result<()> {
    let mm = current_mm()?;
    if mm != kvm.mm {
        return Err(Errno::Eio);
    }
    let Some(mut mmap) = mm.try_mmap() else {
        return if kvm_setup_async_pf(kvm, vcpu, address) { Ok(()) } else { Err(Errno::Eagain) };
    };
    let page = *mmap.page(address).ok_or(Errno::Efault)?;
    kvm.set_spte(address, page);
    Ok(())
}

impl Kvm {
    /// Enters a page in the shadow tables.
    pub(crate) fn set_spte(&self, address: u64, page: u64) {
        lock(&self.mmu_notifier.mmu_lock).insert(address, page);
    }

    /// The pages that the guest can reach without a fault.
    pub fn shadow_pages(&self) -> BTreeMap<u64, u64> {
        lock(&self.mmu_notifier.mmu_lock).clone()
    }
}

fn kvm_init_mmu_notifier(kvm: &mut Kvm) -> Result<()> {
    let mn: Arc<KvmMmuNotifier> = Arc::clone(&kvm.mmu_notifier);
    mmu_notifier_register(mn, kvm.mm, &mut kvm.mmu_notifier_ref)
}

fn kvm_arch_alloc_vm(mm: Mm) -> Result<Kvm> {
    may_fail(Errno::Enomem)?;
    let (mmu_notifier, vcpus) = Default::default();
    Ok(Kvm { mm, mm_ref: MM_REF!(Kvm::mm_ref), mmu_notifier, mmu_notifier_ref: MM_REF!(Kvm::mmu_notifier_ref), vcpus })
}

fn kvm_arch_free_vm(kvm: Kvm) {
    drop(kvm);
}

fn hardware_enable_all() -> Result<()> {
    may_fail(Errno::Ebusy)?;
    KVM_USAGE_COUNT.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

fn hardware_disable_all() {
    KVM_USAGE_COUNT.fetch_sub(1, Ordering::Relaxed);
}

/// The number of VMs.
pub fn kvm_usage_count() -> usize {
    KVM_USAGE_COUNT.load(Ordering::Relaxed)
}
