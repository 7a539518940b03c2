//! The balance says so where nothing is annotated.

use crate::common::{Users, immortal};
use mmref::site::Anomaly;
use mmref::{MM_REF, balance};

#[test]
fn no_site_is_registered() {
    let count = immortal();
    MM_REF!(mm_ref: Users);
    count.get(&mut mm_ref);
    let balance = balance();
    assert!(balance.sites().is_empty());
    assert!(matches!(balance.anomalies(), [Anomaly::NoSites]));
    assert!(balance.to_string().contains("no site is registered"), "{balance}");
    assert!(!count.put(mm_ref));
}
