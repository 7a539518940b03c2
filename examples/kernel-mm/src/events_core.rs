//! `kernel/events/core.c`: finds the addresses in a task that an event is filtered by.

use std::sync::{Arc, Mutex};

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::lock;
use crate::kernel::task::Task;
use crate::mm_types::MmUsers;

/// `struct perf_addr_filter`: a range of addresses, or of a file wherever it is mapped.
#[derive(Clone, Debug)]
pub struct PerfAddrFilter {
    pub inode: Option<String>,
    pub offset: u64,
}

/// `struct perf_event` of a task.
pub struct PerfEvent {
    /// No task once that has exited: `TASK_TOMBSTONE`.
    pub ctx_task: Mutex<Option<Arc<Task>>>,
    /// `addr_filters`, `addr_filters_offs` and `addr_filters_gen`
    pub addr_filters: Mutex<AddrFilters>,
}

#[derive(Default, Debug)]
pub struct AddrFilters {
    pub list: Vec<PerfAddrFilter>,
    pub offs: Vec<u64>,
    pub generation: u64,
    /// How often the event was restarted, so that its filters take effect.
    pub restarts: u64,
}

impl PerfEvent {
    pub fn new(task: &Arc<Task>, list: Vec<PerfAddrFilter>) -> Self {
        let addr_filters = AddrFilters { list, ..AddrFilters::default() };
        Self { ctx_task: Mutex::new(Some(Arc::clone(task))), addr_filters: Mutex::new(addr_filters) }
    }
}

/// Finds out where the filters' files are mapped, and restarts the event with these addresses.
#[balances_refs]
pub fn perf_event_addr_filters_apply(event: &PerfEvent) {
    MM_REF!(mm_ref: MmUsers);
    let Some(task) = lock(&event.ctx_task).clone() else { return };
    if let Some(mm) = get_task_mm(&task, &mut mm_ref) {
        let mut ifh = lock(&event.addr_filters);
        let offs = ifh.list.iter().map(|filter| perf_addr_filter_apply(filter, mm, &mm_ref)).collect();
        ifh.offs = offs;
        ifh.generation += 1;
        drop(ifh);
        mmput(mm, mm_ref);
    }
    perf_event_stop(event);
}

/// The address of the filter's file, if it needs one.
#[requires_ref(MmUsers)]
fn perf_addr_filter_apply(filter: &PerfAddrFilter, mm: Mm) -> u64 {
    let Some(inode) = &filter.inode else { return 0 };
    let mmap = mm.mmap();
    let mapped = mmap.vmas.iter().find(|(_, vma)| vma.name == *inode);
    mapped.map_or(0, |(start, _)| start + filter.offset)
}

fn perf_event_stop(event: &PerfEvent) {
    lock(&event.addr_filters).restarts += 1;
}
