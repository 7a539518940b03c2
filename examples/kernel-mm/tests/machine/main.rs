//! Tests that need the machine to themselves: they look at all mms, at waiting work, or at the futexes of the whole
//! machine. They run one after another.

#[path = "../common/mod.rs"]
mod common;

mod any_moment;
mod async_pf;
mod context_switch;
mod devices_workload;
mod files_workload;
mod findings;
mod fork;
mod futex_pi;
mod futex_requeue;
mod futex_requeue_pi;
mod futex_wait_and_wake;
mod futex_wake_op;
mod i915_gem_userptr;
mod mm_helpers;
mod oom_kill;
mod swapoff;
