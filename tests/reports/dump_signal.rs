//! `MMREF_DUMP_SIGNAL`: a running process prints what it holds, and goes on.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, stdin};
use std::process::{Child, Command, Stdio};

use crate::common::{Users, immortal, in_child};
use mmref::MM_REF;

const ROLE: &str = "MMREF_TEST_SERVER";

/// A server that holds one reference until its standard input ends.
#[test]
fn server() {
    if std::env::var_os(ROLE).is_none() {
        return;
    }
    MM_REF!(session: Users);
    let count = immortal();
    count.get(&mut session);
    eprintln!("ready");
    stdin().read_to_end(&mut Vec::new()).expect("it comes to its end");
    assert!(!count.put(session));
    eprintln!("held: {}", mmref::live().holders().len());
}

fn start(signal: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("the test binary has a path"));
    command.args(["dump_signal::server", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(ROLE, "1").env("MMREF_DUMP_SIGNAL", signal);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().expect("the test binary can be run again")
}

fn kill(server: &Child, signal: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", server.id())]).status();
    assert!(sent.expect("there is a shell").success());
}

#[test]
fn a_signal_prints_what_is_held() {
    for (variable, signal) in [("USR1", "USR1"), ("SIGUSR2", "USR2")] {
        let mut server = start(variable);
        let mut lines = BufReader::new(server.stderr.take().expect("it is piped")).lines().map(Result::unwrap);
        assert_eq!(lines.next().as_deref(), Some("ready"));
        for _ in 0..2 {
            kill(&server, signal);
            assert_eq!(lines.next().as_deref(), Some("mmref: 1 reference held"));
            let row = lines.next().expect("the table has a row");
            assert!(row.contains("session in reports::dump_signal::server"), "{row}");
        }
        drop(server.stdin.take());
        assert_eq!(lines.next().as_deref(), Some("held: 0"));
        assert!(server.wait().expect("it ends").success());
    }
}

#[test]
fn there_is_no_such_signal() {
    let stderr = in_child!(&[("MMREF_DUMP_SIGNAL", "KILL")], || assert!(mmref::take_hook().is_none())).succeeded();
    assert!(stderr.starts_with(r#"mmref: MMREF_DUMP_SIGNAL is "KILL" and should be `USR1`,"#), "{stderr}");
}
