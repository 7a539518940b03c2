//! `MMREF_DUMP_SIGNAL`: a separate thread waits for the signal, so that the handler does next to nothing.

use std::thread;

use signal_hook::consts::{SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
use signal_hook::iterator::Signals;

use crate::{snapshot, stderr};

/// Prints what is held whenever the signal comes.
pub(super) fn dump_on(name: &'static str) {
    let number = match name {
        "USR1" => SIGUSR1,
        "USR2" => SIGUSR2,
        "HUP" => SIGHUP,
        "QUIT" => SIGQUIT,
        _ => unreachable!("the settings know no other signal"),
    };
    let started = Signals::new([number]).and_then(|signals| {
        let waiting = thread::Builder::new().name("mmref-dump".to_owned());
        waiting.spawn(move || dump_forever(signals))
    });
    if let Err(error) = started {
        stderr::print(&format_args!("mmref: MMREF_DUMP_SIGNAL: no thread can wait for {name}: {error}"));
    }
}

fn dump_forever(mut signals: Signals) {
    for _ in signals.forever() {
        stderr::print(&snapshot::live());
    }
}
