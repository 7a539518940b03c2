//! With tracking off, a count fails on zero and saturates as it does with tracking on.

use mmref::{MM_REF, MmRef, RefClass, RefCount};

#[derive(RefClass)]
struct Users;

const LIMIT: u32 = i32::MAX as u32;

#[test]
fn try_get_fails_on_zero() {
    MM_REF!(mm_ref: Users);
    assert!(!RefCount::zero().try_get(&mut mm_ref));
}

#[test]
fn try_get_adds_a_share_above_zero() {
    let users = RefCount::<Users>::untracked(1);
    MM_REF!(mm_ref);
    assert!(users.try_get(&mut mm_ref));
    assert!(!users.put(mm_ref));
    assert!(users.put_untracked());
    assert_eq!(users.count(), 0);
}

#[test]
fn an_overflow_saturates_for_good() {
    let users = RefCount::<Users>::untracked(LIMIT);
    users.get(&mut MmRef::new());
    for _ in 0..3 {
        assert!(!users.put(MmRef::new()));
        assert_eq!(users.count(), LIMIT);
    }
}

#[test]
fn an_underflow_saturates_for_good() {
    let users = RefCount::<Users>::zero();
    assert!(!users.put_untracked());
    assert!(!users.put_untracked());
    assert_eq!(users.count(), LIMIT);
}

#[test]
fn one_of_many_threads_gives_up_the_last_share() {
    let users = RefCount::<Users>::untracked(8);
    let last = std::thread::scope(|scope| {
        let puts: Vec<_> = (0..8).map(|_| scope.spawn(|| users.put(MmRef::new()))).collect();
        puts.into_iter().map(|put| put.join().unwrap()).filter(|last| *last).count()
    });
    assert_eq!(last, 1);
}
