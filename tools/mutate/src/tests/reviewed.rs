//! The file of reviewed mutants.

use std::collections::BTreeSet;

use crate::reviewed::{Review, Reviewed, refuted};
use crate::tests::verdict::judged;
use crate::verdict::Verdict;

const ENTRY: &str = r#"
[[equivalent]]
target = "procfs"
id = "drop-put-00000001"
reason = "nobody looks"
"#;

#[test]
fn an_entry_is_for_one_target() {
    let procfs = Reviewed::parse(ENTRY, "procfs").expect("it is good");
    assert_eq!(procfs.find("drop-put-00000001"), Some(&Review::Equivalent("nobody looks".to_owned())));
    let other = Reviewed::parse(ENTRY, "kernel-mm").expect("it is good");
    assert_eq!(other.find("drop-put-00000001"), None);
}

#[test]
fn an_entry_needs_a_reason() {
    for bad in [ENTRY.replace("nobody looks", " "), ENTRY.replace("reason", "# reason")] {
        let error = Reviewed::parse(&bad, "procfs").expect_err("there is no reason");
        assert!(error.contains("reason"), "{error}");
    }
}

#[test]
fn an_entry_is_there_once() {
    let error = Reviewed::parse(&ENTRY.repeat(2), "procfs").expect_err("it is there twice");
    assert_eq!(error, "drop-put-00000001 is there twice");
}

#[test]
fn an_entry_matches_a_mutant() {
    let entries = Reviewed::parse(ENTRY, "procfs").expect("it is good");
    assert_eq!(entries.unknown(&BTreeSet::from(["drop-put-00000001"])), Vec::<String>::new());
    assert_eq!(entries.unknown(&BTreeSet::new()).len(), 1);
}

#[test]
fn an_equivalent_that_was_noticed_is_none() {
    let equivalent = |verdict| {
        let mut judged = judged(verdict);
        judged.review = Some(Review::Equivalent("nobody looks".to_owned()));
        judged
    };
    assert!(refuted(&[equivalent(Verdict::Survived), judged(Verdict::OwnCheck { how: "hang".to_owned() })]).is_empty());
    let refuted = refuted(&[equivalent(Verdict::OwnCheck { how: "hang".to_owned() })]);
    assert_eq!(refuted, ["drop-put-cbdf609a is said to be equivalent, and was noticed: own check: hang"]);
}

#[test]
fn a_survivor_is_a_mistake_with_a_reason() {
    let survivor = ENTRY.replace("equivalent", "survivor");
    let reviewed = Reviewed::parse(&survivor, "procfs").expect("it is good");
    assert_eq!(reviewed.find("drop-put-00000001"), Some(&Review::Survivor("nobody looks".to_owned())));
    let both = format!("{ENTRY}{survivor}");
    assert_eq!(
        Reviewed::parse(&both, "procfs").expect_err("it is one or the other"),
        "drop-put-00000001 is there twice"
    );
    let mut noticed = judged(Verdict::OwnCheck { how: "hang".to_owned() });
    noticed.review = Some(Review::Survivor("nobody looks".to_owned()));
    assert_eq!(refuted(&[noticed]), ["drop-put-cbdf609a is said to survive, and was noticed: own check: hang"]);
}
