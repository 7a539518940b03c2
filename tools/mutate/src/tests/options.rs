//! The command line.

use lexopt::Parser;

use crate::options::{HELP, Options};

fn parse(arguments: &[&str]) -> Result<Options, String> {
    Options::parse(Parser::from_args(arguments))
}

#[test]
fn every_option_of_the_help_is_known() {
    let names = HELP.lines().filter_map(|line| line.strip_prefix("  --")?.split_once(' ')).collect::<Vec<_>>();
    assert_eq!(names.len(), 16);
    for (name, rest) in names {
        let takes_a_value = !rest.starts_with(' ');
        let arguments = [format!("--{name}"), "7".to_owned()];
        let given: Vec<&str> = arguments.iter().map(String::as_str).take(1 + usize::from(takes_a_value)).collect();
        let only = if name == "keep" { vec!["--only", "x"] } else { Vec::new() };
        assert!(parse(&[given, only].concat()).is_ok(), "{name}");
    }
}

#[test]
fn what_is_not_known_is_refused() {
    for bad in [&["--nowhere"][..], &["--jobs"], &["--jobs", "many"], &["procfs"], &["-t"], &["--list=yes"]] {
        let error = parse(bad).expect_err("it is no good");
        assert!(error.ends_with("; `--help` lists the options"), "{error}");
    }
    assert_eq!(parse(&["--keep"]).expect_err("keep what?"), "`--keep` needs `--only`");
}

#[test]
fn a_command_says_what_decides_the_results() {
    let options = parse(&["--sample=5", "--jobs", "2", "--seed", "7"]).expect("it is good");
    assert_eq!(options.command("tiny"), "cargo run -p mmref-mutate -- --target tiny --sample 5 --seed 7");
}
