//! Reads every process of this machine as a kernel does: through functions that take and give up references.
//!
//! ```text
//! cargo run -p procfs
//! cargo run -p procfs -- --bug list
//! cargo run -p procfs -- --bug wrong-mm
//! ```
//!
//! Each process that `/proc` shows becomes a task with an [`mm::Mm`]. Its threads share the mm, each with its own share
//! of `mm_users`. Readers walk over the table while tasks exit and a file on one of the mms stays open. Every share is
//! held through a slot with a name, so the lists show at any moment who holds what, and at the end that nothing was
//! forgotten.
//!
//! | file | what it is |
//! | --- | --- |
//! | `machine.rs` | the processes to read: from `/proc`, or from the snapshot that ships with this example |
//! | `mm.rs`, `cache.rs` | the counted object with its two counts; the memory that it lives in |
//! | `task.rs` | tasks, and how they get their mm and lose it |
//! | `files.rs` | the files below `/proc/<pid>`: temporary users, and one that stays open |
//! | `run.rs` | readers and exits at the same time |
//! | `report.rs` | what is printed |
//! | `bugs.rs` | all mistakes of `--bug` |

mod bugs;
mod cache;
mod files;
mod machine;
mod mm;
mod options;
mod report;
mod run;
mod task;

use std::io::{self, Write};
use std::panic;
use std::process::{self, ExitCode};

use machine::Machine;
use options::{Command, Options};
use run::System;

fn main() -> ExitCode {
    match options::parse(std::env::args().skip(1)) {
        Ok(Command::Run(options)) => run_all(&options),
        Ok(Command::Print(text)) => {
            say(&text);
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("procfs: {message}");
            ExitCode::from(2)
        }
    }
}

fn run_all(options: &Options) -> ExitCode {
    stop_at_the_first_panic();
    let machine = Machine::read(options.snapshot);
    let rounds = options.rounds_for(machine.processes.len());
    say(&report::introduction(&machine, options, rounds));

    let mut system = System::boot(machine);
    let visits = run::run(&system, options, rounds);
    say(&report::visits(&visits));
    system.shut_down();
    drop(system);

    let sites = mmref::sites();
    say(&report::sites(&sites));
    say(&report::structures(&sites));
    let accounts = report::Accounts::of(&sites);
    say(&accounts.to_string());
    if accounts.are_clean() && options.bug.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A broken rule panics with its report. Like a kernel with `panic_on_oops`, this program then stops: further reports
/// would only repeat the same mistake.
fn stop_at_the_first_panic() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        print(info);
        process::exit(101);
    }));
}

/// Prints, and ends quietly if the reader is gone: `procfs | head`.
fn say(text: &str) {
    if io::stdout().write_all(text.as_bytes()).is_err() {
        process::exit(0);
    }
}
