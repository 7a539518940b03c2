//! The modules of the example `procfs`, each tested by itself: no operation on a task leaves a reference held.

#![allow(dead_code, reason = "each module is there as a whole")]

#[path = "../src/cache.rs"]
mod cache;
#[path = "../src/files.rs"]
mod files;
#[path = "../src/machine.rs"]
mod machine;
#[path = "../src/mm.rs"]
mod mm;
#[path = "../src/task.rs"]
mod task;

use mmref::{Scope, thread};

use files::{mem_open, mem_read, mem_release, proc_pid_maps, proc_pid_statm, proc_pid_status};
use machine::{Image, Machine, Sizes};
use task::{Cred, Errno, Process, exit_mm, finish_task_switch};

/// A process of user 1000 with three threads.
fn image() -> Image {
    let sizes = Sizes { vm_size: 2048, vm_rss: 1024, statm: [512, 256, 0, 0, 0, 0, 0] };
    Image { pid: 42, name: "sshd".to_owned(), uid: 1000, threads: vec![42, 43, 44], sizes: Some(sizes) }
}

fn kernel_thread() -> Image {
    Image { name: "kthreadd".to_owned(), sizes: None, ..image() }
}

fn exit(process: &Process) {
    process.tasks.iter().for_each(exit_mm);
    process.tasks.iter().for_each(finish_task_switch);
}

#[mmref::test]
fn a_process_starts_and_exits() {
    let process = Process::start(&image());
    assert_eq!(Scope::current().leaks().len(), 4, "a U for each thread, and the C of the users");
    exit(&process);
}

#[mmref::test]
fn the_mm_is_kept_lazily_until_the_cpu_switches() {
    let process = Process::start(&image());
    process.tasks.iter().for_each(exit_mm);
    let kept = Scope::current().leaks();
    assert_eq!(kept.len(), 3, "{kept:?}");
    assert!(kept.iter().all(|holder| holder.class() == "mm_count" && holder.moved().is_some()));
    process.tasks.iter().for_each(finish_task_switch);
}

#[mmref::test]
fn a_kernel_thread_has_nothing_to_give_up() {
    let (process, mut out) = (Process::start(&kernel_thread()), String::new());
    assert!(!proc_pid_status(&process, &mut out));
    proc_pid_statm(&process, &mut out);
    assert!(matches!(mem_open(process.leader(), Cred::ROOT), Err(Errno::Esrch)));
    exit(&process);
}

#[mmref::test]
fn files_are_read() {
    let (process, mut out) = (Process::start(&image()), String::new());
    assert!(proc_pid_status(&process, &mut out));
    proc_pid_statm(&process, &mut out);
    assert_eq!(out, "Name:\tsshd\nVmSize:\t    2048 kB\nVmRSS:\t    1024 kB\n512 256 0 0 0 0 0\n");
    exit(&process);
}

#[mmref::test]
fn a_file_stays_open_while_the_process_exits() {
    let process = Process::start(&image());
    let file = mem_open(process.leader(), Cred::ROOT).expect("root may look");
    assert_eq!(mem_read(&file), Some(2048));
    exit(&process);
    assert_eq!(mem_read(&file), None);
    assert_eq!(Scope::current().leaks().len(), 1, "the C of the file");
    mem_release(file);
}

#[mmref::test]
fn whoever_may_not_look_holds_nothing() {
    let process = Process::start(&image());
    let before = Scope::current().leaks().len();
    assert!(matches!(mem_open(process.leader(), Cred::NOBODY), Err(Errno::Eacces)));
    assert_eq!(Scope::current().leaks().len(), before);
    exit(&process);
}

#[mmref::test]
fn readers_go_on_while_the_process_exits() {
    let process = Process::start(&image());
    thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                for _ in 0..200 {
                    proc_pid_maps(process.leader(), std::thread::yield_now);
                    let file = mem_open(process.leader(), Cred::ROOT);
                    file.into_iter().for_each(mem_release);
                }
            });
        }
        exit(&process);
    });
}

#[mmref::test]
fn a_whole_machine_starts_and_exits() {
    let processes: Vec<_> = Machine::read(true).processes.iter().map(Process::start).collect();
    assert!(!Scope::current().leaks().is_empty());
    processes.iter().for_each(exit);
}
