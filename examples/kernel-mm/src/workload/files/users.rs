//! Calls that look at an mm, or change it, and are done.

use super::{address, disturbed};
use crate::events_core::{PerfAddrFilter, PerfEvent, perf_event_addr_filters_apply};
use crate::memory::{Access, access_process_vm};
use crate::mempolicy::migrate_pages;
use crate::migrate::{MPOL_MF_MOVE, MPOL_MF_MOVE_ALL, move_pages};
use crate::process_vm_access::{Iovec, process_vm_rw_core};
use crate::sys::{Rusage, k_getrusage};
use crate::trace_output::{END, TRACE_ITER_SYM_USEROBJ, UserstackEntry, trace_user_stack_print};
use crate::tsacct::{Taskstats, xacct_add_tsk};
use crate::workload::Machine;
use crate::workload::dice::Dice;

pub(super) fn account(machine: &Machine, dice: &mut Dice) {
    let Some(task) = machine.any_task(dice) else { return };
    let who = [Rusage::Own, Rusage::Children, Rusage::Both][dice.below(3)];
    k_getrusage(&task, who, 1);
    xacct_add_tsk(&mut Taskstats::default(), &task);
}

pub(super) fn trace(machine: &Machine, dice: &mut Dice) {
    let Some(task) = machine.any_task(dice) else { return };
    let mut caller = [END; 8];
    caller[..4].fill_with(|| address(dice));
    let field = UserstackEntry { task: dice.chance(90).then_some(&*task), caller };
    trace_user_stack_print(&field, if dice.chance(80) { TRACE_ITER_SYM_USEROBJ } else { 0 }, dice.below(200));
    let filter = PerfAddrFilter { inode: Some("/bin/cat".to_owned()), offset: 8 };
    perf_event_addr_filters_apply(&PerfEvent::new(&task, vec![filter]));
}

pub(super) fn copy_memory(machine: &Machine, dice: &mut Dice) {
    let Some(task) = machine.any_task(dice) else { return };
    let (base, len) = (address(dice), dice.below(20));
    let mut local = vec![dice.roll(); 20];
    if dice.chance(50) {
        access_process_vm(&task, base, Access::Read(&mut local));
    } else {
        let rvec = [Iovec { base, len }, Iovec { base: address(dice), len }];
        let vm_write = dice.chance(50);
        let _ = disturbed(dice, || process_vm_rw_core(Some(&task), &mut local, &rvec, vm_write));
    }
}

pub(super) fn move_memory(machine: &Machine, dice: &mut Dice) {
    let Some(task) = machine.any_task(dice) else { return };
    let (old, new, node) = (1 << dice.below(4), 1 << dice.below(5), dice.below(5) as u32);
    if dice.chance(50) {
        let _ = disturbed(dice, || migrate_pages(Some(&task), old, new));
    } else {
        let nodes = dice.chance(70).then_some([node; 2]);
        let pages = [address(dice), address(dice)];
        let move_to = nodes.as_ref().map(|nodes| &nodes[..]);
        let flags = [MPOL_MF_MOVE, MPOL_MF_MOVE, MPOL_MF_MOVE_ALL, u32::MAX][dice.below(4)];
        let _ = disturbed(dice, || move_pages(Some(&task), &pages, move_to, flags));
    }
}
