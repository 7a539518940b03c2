//! The parts of Linux 4.9 that count mms, in user space: one module a kernel file, under the kernel's names.
//!
//! The patch that mmref is named after put a reference beside every use of an mm. Here is every place that it converted,
//! written with mmref instead. There is no bookkeeping but mmref's.

#![allow(missing_docs, reason = "most names are the kernel's, and mean what they mean there")]

pub mod cpu_common;
pub mod exec;
pub mod exit;
pub mod fork;
pub mod init_mm;
pub mod init_task;
pub mod kernel;
pub mod mm_types;
pub mod mmu_context;
pub mod sched;
pub mod sched_core;
pub mod workload;
