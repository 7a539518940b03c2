//! A comment `//~ C6` stands on each line that an error of rule C6 is about, and on no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rules that are broken in a program, each with its line.
type Broken = BTreeSet<(usize, String)>;

/// What the comments of a program announce.
fn announced(program: &str) -> Broken {
    let lines = program.lines().zip(1..);
    let comments = lines.filter_map(|(line, number)| Some((number, line.split_once("//~ ")?.1)));
    comments.flat_map(|(number, rules)| rules.split(", ").map(move |rule| (number, rule.to_owned()))).collect()
}

/// What the errors beside it say.
fn reported(errors: &str, name: &str) -> Broken {
    let mut broken = Broken::new();
    let mut rule = None;
    for line in errors.lines() {
        if line.starts_with("error") {
            rule = Some(rule_of(line));
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(rule) = rule.take()
        {
            let mut parts = place.split(':');
            assert!(parts.next().is_some_and(|file| file.ends_with(name)), "{name}: an error is elsewhere, {place}");
            broken.insert((parts.next().and_then(|line| line.parse().ok()).expect("a place has a line"), rule));
        }
    }
    broken
}

/// `[mmref C6]`, `error[E0382]`, or a lint of rustc. Attributes say of themselves what is wrong with them, which is rule C1.
fn rule_of(message: &str) -> String {
    let ours = message.split_once("[mmref ").map(|(_, code)| code);
    let rustcs = message.strip_prefix("error[");
    match ours.or(rustcs).and_then(|code| code.split_once(']')) {
        Some((code, _)) => code.to_owned(),
        None if message.starts_with("error: unused ") => "unused".to_owned(),
        None => "C1".to_owned(),
    }
}

fn programs() -> Vec<PathBuf> {
    let files = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("it can be read").path()).collect()
    };
    let all = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fail")).into_iter().flat_map(|rule| files(&rule));
    all.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn comments_agree_with_the_messages() {
    let programs = programs();
    assert!(programs.len() > 200, "the programs are there");
    for program in programs {
        let name = program.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let read = |file: &Path| fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let (source, errors) = (read(&program), read(&program.with_extension("stderr")));
        assert_eq!(announced(&source), reported(&errors, &name), "comments and messages of {}", program.display());
        assert!(source.lines().count() <= 25, "{} is longer than 25 lines", program.display());
    }
}
