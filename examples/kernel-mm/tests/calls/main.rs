//! The converted functions, one kernel file a file: what each leaves behind, whether it succeeds or fails.

#[path = "../common/mod.rs"]
mod common;

mod cpuset;
mod exec;
mod exit;
mod kvm_vm;
mod mm_lifecycle;
mod mmu_notifier;
mod proc_map_files;
mod proc_maps;
mod proc_mem_file;
mod proc_pagemap;
mod proc_settings;
mod proc_status;
mod temporary_users;
mod use_mm;
mod vhost;
