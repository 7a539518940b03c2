//! Runs the workload, and reports whether every mm was freed exactly once.
//!
//! ```text
//! cargo run -p kernel-mm -- --seconds 10 --threads 8
//! ```

use std::io::{self, Write};
use std::process::{self, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, panic, thread};

use kernel_mm::workload::options::{self, Command, Options};
use kernel_mm::workload::{cpu, run};

fn main() -> ExitCode {
    match options::parse(env::args_os().skip(1)) {
        Ok(Command::Run(options)) => run_machine(&options),
        Ok(Command::Print(text)) => {
            say(text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("kernel-mm: {error}");
            ExitCode::from(2)
        }
    }
}

fn run_machine(options: &Options) -> ExitCode {
    stop_at_the_first_panic(options);
    remember_violations();
    say(&format!("{} CPUs, seed {}: ", options.threads, options.seed));
    let summary = run::run(options);
    say(&summary.to_string());
    if summary.is_well() && !VIOLATED.load(Ordering::Relaxed) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Like a kernel with `panic_on_oops`: the first thread that panics ends the process. Anything later would only
/// report the same mistake again.
fn stop_at_the_first_panic(options: &Options) {
    let again = format!("--threads {} --seed {}", options.threads, options.seed);
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !is_report(info) {
            print(info);
        }
        let who = thread::current().name().unwrap_or("a thread").to_owned();
        let what = cpu::doing().map(|what| format!(", doing `{what}`")).unwrap_or_default();
        eprintln!("kernel-mm: stopped by {who}{what}; to do it again: {again}");
        process::exit(1);
    }));
}

/// Whether this panic is a violation, which is already reported.
fn is_report(info: &panic::PanicHookInfo<'_>) -> bool {
    info.payload().downcast_ref::<String>().is_some_and(|text| text.starts_with("mmref: "))
}

/// Whether there was a violation, even if `MMREF_ON_VIOLATION=report` lets the machine continue after it.
static VIOLATED: AtomicBool = AtomicBool::new(false);

fn remember_violations() {
    mmref::set_hook(|violation| {
        eprintln!("{violation}");
        VIOLATED.store(true, Ordering::Relaxed);
    });
}

/// Prints, and ends quietly if nobody reads the output.
fn say(text: &str) {
    if io::stdout().write_all(text.as_bytes()).is_err() {
        process::exit(0);
    }
}
