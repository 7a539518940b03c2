//! The workload reaches everything that takes or gives up references, even in the short run for mutants:
//! `--threads 1 --ops 8000 --seed 1`.

use kernel_mm::workload::options::{Length, Options};
use kernel_mm::workload::run::run;
use mmref::site::{Anomaly, SiteKind};

/// Structures whose drops record nothing.
const NOT_DROPPED: [&str; 2] = [
    // Its memory returns to the cache as it is.
    "kernel_mm::mm_types::MmStruct",
    // It is taken apart, so it has no `Drop`.
    "kernel_mm::async_pf::KvmAsyncPf",
];

#[test]
fn every_site_runs() {
    let summary = run(&Options { length: Length::Ops(8000), threads: 1, seed: 1 });
    assert!(summary.is_well(), "{summary}");
    let anomalies: Vec<_> = mmref::balance().anomalies().iter().map(Anomaly::to_string).collect();
    assert!(anomalies.is_empty(), "{anomalies:#?}");

    let structures: Vec<_> = mmref::sites().into_iter().filter(|site| site.kind() == SiteKind::Holds).collect();
    assert!(structures.len() > NOT_DROPPED.len());
    for site in structures.iter().filter(|site| !NOT_DROPPED.contains(&site.name())) {
        assert!(site.idle_drops() > 0 && site.held_drops() == 0, "{site}");
    }
}
