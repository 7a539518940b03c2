//! Differences between two snapshots, while other threads go on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::common::{Users, immortal};
use mmref::{MM_REF, MmRef, live, move_ref};

#[test]
fn a_reference_appears_moves_and_goes() {
    let (_turn, count) = (crate::common::serial(), immortal());
    let (start, mut slot) = (live(), MmRef::new());
    MM_REF!(mm_ref);
    count.get(&mut mm_ref);
    let held = live();
    let appeared = held.diff(&start);
    assert_eq!((appeared.appeared().holders().len(), appeared.gone().holders().len()), (1, 0));
    move_ref(mm_ref, &mut slot);
    let moved = live();
    let diff = moved.diff(&held);
    assert_eq!(diff.appeared().holders()[0].owner(), moved.on(count.refs().object()).holders()[0].owner());
    assert_eq!(diff.gone().holders()[0].owner().name(), Some("mm_ref"));
    assert!(!count.put(slot));
    assert!(live().diff(&start).is_empty());
}

/// The node of a share that was given up is used again at once; it is another share.
#[test]
fn one_share_goes_and_another_of_the_same_slot_appears() {
    let (_turn, count) = (crate::common::serial(), immortal());
    let mut slot = MmRef::<Users>::new();
    count.get(&mut slot);
    let before = live();
    assert!(!count.put(slot.take()));
    count.get(&mut slot);
    let diff = live().diff(&before);
    assert_eq!((diff.appeared().holders().len(), diff.gone().holders().len()), (1, 1));
    assert!(!count.put(slot));
}

#[test]
fn others_go_on() {
    let (_turn, count) = (crate::common::serial(), immortal());
    let (done, mut mine) = (AtomicBool::new(false), MmRef::<Users>::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let mut theirs = MmRef::<Users>::new();
                    count.get(&mut theirs);
                    assert!(!count.put(theirs));
                }
            });
        }
        let before = live();
        count.get(&mut mine);
        for _ in 0..200 {
            let diff = live().diff(&before);
            let mine = diff.appeared().filter(|holder| holder.thread() == thread::current().name().unwrap());
            assert_eq!(mine.holders().len(), 1);
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(!count.put(mine));
}
