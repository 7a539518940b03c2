//! `virt/kvm/async_pf.c`: a worker fetches a page that a guest waits for, while the guest does something else.

use std::sync::Arc;

use mmref::{MM_REF, balances_refs, holds_ref, requires_ref};

use crate::fork::mmput;
use crate::kernel::cache::Mm;
use crate::kernel::current::current_mm;
use crate::kernel::fault::kmalloc;
use crate::kernel::lock;
use crate::kernel::workqueue::{Cancellable, SYSTEM, Work};
use crate::kvm_main::{Kvm, KvmVcpu, kvm_get_kvm, kvm_put_kvm};
use crate::mm_types::MmUsers;
use crate::sched::mmget;

pub const ASYNC_PF_PER_VCPU: usize = 64;
/// Addresses from here on belong to the kernel.
pub const PAGE_OFFSET: u64 = 0xffff_8000_0000_0000;

/// `struct kvm_async_pf`, while the page is not there.
#[holds_ref(no_drop)]
#[derive(Debug)]
struct KvmAsyncPf {
    number: u64,
    kvm: Arc<Kvm>,
    vcpu: usize,
    addr: u64,
    #[counted(mm_ref: MmUsers)]
    mm: Mm,
}

/// The part of a vcpu that this file uses.
#[derive(Default)]
pub struct VcpuAsyncPf {
    /// All that were set up, and whose completion the vcpu has not seen yet.
    queue: Vec<Queued>,
    /// Numbers and addresses of those in `queue` whose page has arrived.
    done: Vec<(u64, u64)>,
    last: u64,
}

struct Queued {
    number: u64,
    work: Arc<Cancellable<KvmAsyncPf>>,
}

/// Lets a worker fetch a page of the current process for a vcpu. Returns false if the vcpu must wait for it itself.
#[balances_refs]
pub fn kvm_setup_async_pf(kvm: &Arc<Kvm>, vcpu: usize, addr: u64) -> bool {
    let mut async_pf = lock(&kvm.vcpus[vcpu].async_pf);
    let Ok(mm) = current_mm() else { return false };
    if async_pf.queue.len() >= ASYNC_PF_PER_VCPU {
        return false;
    }
    let number = async_pf.last + 1;
    let (kvm, mm_ref) = (kvm_get_kvm(kvm), MM_REF!(KvmAsyncPf::mm_ref));
    let work = KvmAsyncPf { number, kvm, vcpu, addr, mm, mm_ref };
    let Ok(mut work) = kmalloc(work) else { return false };
    mmget(mm, &mut work.mm_ref);
    if addr >= PAGE_OFFSET {
        drop(async_pf);
        kvm_async_pf_free(*work);
        return false;
    }
    let work = Cancellable::new(*work);
    SYSTEM.queue(Box::new(Arc::clone(&work)));
    async_pf.queue.push(Queued { number, work });
    async_pf.last = number;
    true
}

/// The work was set up but will not be done: gives up everything that it holds.
fn kvm_async_pf_free(work: KvmAsyncPf) {
    mmput(work.mm, work.mm_ref);
    kvm_put_kvm(work.kvm);
}

/// `async_pf_execute`
impl Work for KvmAsyncPf {
    #[balances_refs]
    fn run(self: Box<Self>) {
        get_user_page(self.mm, self.addr, &self.mm_ref);
        lock(&self.kvm.vcpus[self.vcpu].async_pf).done.push((self.number, self.addr));
        mmput(self.mm, self.mm_ref);
        kvm_put_kvm(self.kvm);
    }
}

/// `get_user_pages_unlocked`: brings the page in.
#[requires_ref(MmUsers)]
fn get_user_page(mm: Mm, addr: u64) {
    let mut mmap = mm.mmap();
    if mmap.page(addr).is_some() {
        mmap.swapped.do_swap_page(addr);
    }
}

/// Resets the vcpu: takes back what no worker has begun, and forgets the rest.
pub fn kvm_clear_async_pf_completion_queue(vcpu: &KvmVcpu) {
    loop {
        let mut async_pf = lock(&vcpu.async_pf);
        let Some(Queued { number, work }) = async_pf.queue.pop() else {
            async_pf.done.clear();
            return;
        };
        if async_pf.done.iter().any(|(done, _)| *done == number) {
            continue;
        }
        drop(async_pf);
        if let Some(work) = work.cancel_sync() {
            kvm_async_pf_free(work);
        }
    }
}

/// The vcpu checks which of its pages have arrived. Returns how many.
pub fn kvm_check_async_pf_completion(kvm: &Kvm, vcpu: usize) -> usize {
    let mut async_pf = lock(&kvm.vcpus[vcpu].async_pf);
    let done = std::mem::take(&mut async_pf.done);
    async_pf.queue.retain(|queued| !done.iter().any(|(number, _)| *number == queued.number));
    drop(async_pf);
    done.iter().for_each(|(_, addr)| kvm_arch_async_page_ready(kvm, *addr));
    done.len()
}

/// Enters the awaited page into the tables, unless it is gone again.
fn kvm_arch_async_page_ready(kvm: &Kvm, addr: u64) {
    if current_mm() == Ok(kvm.mm) {
        if let Some(page) = kvm.mm.mmap().page(addr) {
            kvm.set_spte(addr, *page);
        }
    }
}

impl std::fmt::Debug for VcpuAsyncPf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VcpuAsyncPf").field("queue", &self.queue.len()).field("done", &self.done).finish()
    }
}
