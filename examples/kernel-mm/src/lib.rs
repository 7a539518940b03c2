//! The parts of Linux 4.9 that count mms, in user space: one module per kernel file, with the kernel's names.
//!
//! The patch that mmref is named after added a reference beside every use of an mm. Here is every place that it
//! converted, written with mmref. All bookkeeping is mmref's.

#![allow(missing_docs, reason = "most names are the kernel's, and mean what they mean there")]

pub mod array;
pub mod async_pf;
pub mod base;
pub mod cpu_common;
pub mod cpuset;
pub mod events_core;
pub mod exec;
pub mod exit;
pub mod fork;
pub mod futex;
pub mod i915_gem_userptr;
pub mod init_mm;
pub mod init_task;
pub mod internal;
pub mod kernel;
pub mod kvm_main;
pub mod memory;
pub mod mempolicy;
pub mod migrate;
pub mod mm_types;
pub mod mmu_context;
pub mod mmu_notifier;
pub mod oom_kill;
pub mod process_vm_access;
pub mod sched;
pub mod sched_core;
pub mod swapfile;
pub mod sys;
pub mod task_mmu;
pub mod trace_output;
pub mod tsacct;
pub mod util;
pub mod vhost;
pub mod workload;
