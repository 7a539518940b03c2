//! `NotZero`: a count is started again that has shares left.

use crate::common::{Users, books, under_each_policy};
use mmref::ViolationKind::{AlreadyHeld, NotZero};
use mmref::{MM_REF, RefCount, live};

#[test]
fn restart_while_somebody_holds_a_share() {
    under_each_policy(|provoke| {
        MM_REF!(first);
        MM_REF!(again);
        let count = RefCount::new(&mut first);
        let violation = provoke.refused(NotZero, &[&count], || count.restart(&mut again));
        let reference = violation.reference().expect("there is a reference");
        assert_eq!(reference.owner().name(), Some("again"));
        assert_eq!(violation.object().expect("there is an object").holders()[0].owner().name(), Some("first"));
        assert!(count.put(first));
    });
}

#[test]
fn restart_of_an_untracked_share() {
    under_each_policy(|provoke| {
        MM_REF!(again);
        let count = RefCount::<Users>::untracked(1);
        provoke.refused(NotZero, &[&count], || count.restart(&mut again));
        assert!(count.put_untracked());
    });
}

#[test]
fn restart_with_a_held_reference() {
    under_each_policy(|provoke| {
        MM_REF!(held);
        let (count, other) = (RefCount::zero(), RefCount::new(&mut held));
        provoke.refused(AlreadyHeld, &[&count, &other], || count.restart(&mut held));
        assert!(other.put(held));
    });
}

#[test]
fn one_life_after_the_other() {
    let _turn = crate::common::serial();
    let count = RefCount::<Users>::zero();
    let object = count.refs().object();
    let violations = crate::common::violations(|| {
        for _ in 0..3 {
            MM_REF!(first);
            MM_REF!(second);
            assert!(!count.try_get(&mut second));
            count.restart(&mut first);
            count.get(&mut second);
            assert_eq!(books(&count).count, 2);
            assert!(!count.put(first));
            assert!(count.put(second));
        }
    });
    assert!(violations.is_empty());
    assert_eq!(count.refs().object(), object);
    assert!(!live().holders().iter().any(|holder| holder.object() == object));
}
