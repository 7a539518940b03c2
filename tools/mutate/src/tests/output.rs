//! Tables.

use std::collections::BTreeSet;

use super::verdict::judged;
use crate::output::{Results, Sample, json, markdown};
use crate::reviewed::Review;
use crate::verdict::{Judged, Named, Verdict};

fn all_kinds() -> Vec<Judged> {
    let compile =
        |rule: &str| Verdict::CompileTime { rule: rule.to_owned(), all: vec![rule.to_owned()], message: String::new() };
    let run = |named_by: &[Named]| Verdict::RunTime {
        kind: "NotHeld".to_owned(),
        all: BTreeSet::from(["NotHeld".to_owned()]),
        named_by: named_by.iter().copied().collect(),
        report: "mmref: reference put that is not held\n  reference  r in t::f".to_owned(),
    };
    let mut equivalent = judged(Verdict::Survived);
    equivalent.review = Some(Review::Equivalent("nobody looks".to_owned()));
    let mut reviewed = judged(Verdict::Survived);
    reviewed.review = Some(Review::Survivor("nobody looks there either".to_owned()));
    let mut warned = judged(Verdict::Survived);
    warned.warnings.push("unused_variables: unused variable: `mm_ref`".to_owned());
    let verdicts = [
        compile("C6"),
        compile("C6"),
        compile("E0382"),
        run(&[Named::Owner]),
        run(&[]),
        Verdict::OwnCheck { how: "hang".to_owned() },
        Verdict::Stillborn { message: "error: expected `;`".to_owned() },
    ];
    verdicts.into_iter().map(judged).chain([equivalent, reviewed, warned]).collect()
}

fn results(judged: &[Judged]) -> Results<'_> {
    let command = "cargo run -p mmref-mutate -- --target tiny --sample 9 --seed 7".to_owned();
    Results { target: "tiny", command, mutants: 40, sample: Some(Sample { size: 9, seed: 7 }), judged }
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(markdown(&results(&all_kinds())));
}

#[test]
fn as_json() {
    let text = json(&results(&all_kinds()));
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(value["sample"]["seed"], 7);
    assert_eq!(value["all"]["compile_time"], 3);
    assert_eq!(value["by_operator"]["drop-put"]["survived"], 2);
    assert_eq!(value["judged"][0]["verdict"], "compile-time");
    assert_eq!(value["judged"][0]["rule"], "C6");
    assert_eq!(value["judged"][3]["named_by"][0], "owner");
    assert_eq!(value["judged"][0]["line"], 3);
}
