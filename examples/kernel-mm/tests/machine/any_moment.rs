//! A machine can be stopped after any number of turns, whatever its tasks are doing.

use crate::common::alone;
use kernel_mm::workload::options::{Length, Options};
use kernel_mm::workload::run::run;

#[test]
fn every_mm_is_freed_once() {
    let _alone = alone();
    for ops in 0..100 {
        let options = Options { length: Length::Ops(ops), threads: 1 + ops as usize % 2, seed: ops };
        let summary = run(&options);
        assert!(summary.is_well(), "{options:?}: {summary}");
    }
}
