//! `kernel/trace/trace_output.c`: the user's part of a stack, in the trace.

use std::fmt::Write;

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::task::Task;
use crate::mm_types::MmUsers;

/// Whether addresses are shown relative to what is mapped there.
pub const TRACE_ITER_SYM_USEROBJ: u32 = 1 << 6;
/// The end of a list of callers.
pub const END: u64 = u64::MAX;

/// `struct userstack_entry`, with the task that its pid now refers to.
pub struct UserstackEntry<'a> {
    pub task: Option<&'a Task>,
    pub caller: [u64; 8],
}

/// Prints the stack into at most `room` characters.
#[balances_refs]
pub fn trace_user_stack_print(field: &UserstackEntry<'_>, trace_flags: u32, room: usize) -> String {
    MM_REF!(mm_ref: MmUsers);
    let mut mm = None;
    if trace_flags & TRACE_ITER_SYM_USEROBJ != 0 {
        if let Some(task) = field.task {
            mm = get_task_mm(task, &mut mm_ref);
        }
    }
    let mut s = String::new();
    for ip in field.caller {
        if ip == END || s.len() >= room {
            break;
        }
        s.push_str(" => ");
        if ip == 0 {
            s.push_str("??\n");
            continue;
        }
        if let Some(mm) = mm {
            seq_print_user_obj(&mut s, mm, ip, &mm_ref);
        }
        let _ = writeln!(s, "<{ip:016x}>");
    }
    if let Some(mm) = mm {
        mmput(mm, mm_ref);
    }
    s.truncate(room);
    s
}

/// `seq_print_user_ip`, as far as it needs the mm.
#[requires_ref(MmUsers)]
fn seq_print_user_obj(s: &mut String, mm: Mm, ip: u64) {
    let mmap = mm.mmap();
    if let Some((start, vma)) = mmap.vmas.range(..=ip).next_back() {
        let _ = write!(s, "{}[+{:#x}] ", vma.name, ip - start);
    }
}
