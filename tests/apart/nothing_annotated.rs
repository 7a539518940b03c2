//! The audit says so where nothing is annotated.

use crate::common::{Users, immortal};
use mmref::{Finding, MM_REF, audit};

#[test]
fn no_site_is_registered() {
    let count = immortal();
    MM_REF!(mm_ref: Users);
    count.get(&mut mm_ref);
    let audit = audit();
    assert!(audit.balances().is_empty());
    assert!(matches!(audit.findings(), [Finding::NoSites]));
    assert!(audit.to_string().contains("no site is registered"), "{audit}");
    assert!(!count.put(mm_ref));
}
