//! The progress line of a run.

use std::time::Duration;

use crate::progress::{Counts, line};

#[test]
fn a_line_has_what_is_done_and_what_is_left() {
    let counts = Counts { compile_time: 15, run_time: 2, program: 1, survived: 2, stillborn: 0 };
    let killed = "killed 18 (15 compile time, 2 run time, 1 program), survived 2";
    assert_eq!(
        line(153, &counts, Some(Duration::from_secs(80))),
        format!("20 of 153, {killed}, left 133, 1 min 20 s to go")
    );
    assert_eq!(line(21, &counts, Some(Duration::from_secs(8))), format!("20 of 21, {killed}, left 1, 8 s to go"));
    assert_eq!(line(20, &counts, Some(Duration::ZERO)), format!("20 of 20, {killed}, left 0"));
    let counts = Counts { stillborn: 3, ..counts };
    assert_eq!(line(30, &counts, None), format!("23 of 30, {killed}, stillborn 3, left 7"));
}
