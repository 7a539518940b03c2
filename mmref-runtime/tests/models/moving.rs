//! Proved of a walk that meets a move: it finds the reference in its old slot, or in its new one with the place of the
//! move; never the move of another reference.

use std::sync::Arc;

use crate::tracked::node::Node;
use crate::tracked::sync::{AtomicU32, Ordering};
use crate::world;
use crate::world::{
    THREE_THREADS, TWO_THREADS, at, check, fill, slot, vacate, which_if_whole, which_place, which_slot,
};

/// The reference, its slot, and the place of its move.
fn read(node: &Node) -> Option<(usize, usize, Option<usize>)> {
    let (_, life) = node.read()?;
    Some((which_if_whole(&life), which_slot(life.slot), life.moved.map(which_place)))
}

/// A reference that was moved too has used the node before.
fn used_before() -> Arc<Node> {
    let node = Arc::new(Node::default());
    fill(&node, 1, 1);
    node.carry(slot(3), Some(at(3)));
    node
}

#[test]
fn a_reference_is_moved_while_it_is_read() {
    check(TWO_THREADS, [Some((2, 2, None)), Some((2, 4, Some(4)))], || {
        let node = used_before();
        vacate(&node, 1, 2, 0);
        fill(&node, 2, 3);
        let owner = world::spawn({
            let node = Arc::clone(&node);
            move || node.carry(slot(4), Some(at(4)))
        });
        let read = read(&node);
        owner.join().unwrap();
        read
    });
}

/// Caveat 1 of `node`: a reference that was moved before may be found with its old slot and the place of the new move.
#[test]
fn a_reference_is_moved_again_while_it_is_read() {
    check(TWO_THREADS, [Some((1, 3, Some(3))), Some((1, 3, Some(4))), Some((1, 4, Some(4)))], || {
        let node = used_before();
        let owner = world::spawn({
            let node = Arc::clone(&node);
            move || node.carry(slot(4), Some(at(4)))
        });
        let read = read(&node);
        owner.join().unwrap();
        read
    });
}

/// One thread acquires the reference, and hands it to another, which moves it.
#[test]
fn a_reference_goes_to_another_thread_and_is_moved_there() {
    let before = Some((1, 3, Some(3)));
    check(THREE_THREADS, [None, before, Some((2, 2, None)), Some((2, 4, Some(4)))], || {
        let node = used_before();
        let message = Arc::new(AtomicU32::new(0));
        let owner = world::spawn({
            let (node, message) = (Arc::clone(&node), Arc::clone(&message));
            move || {
                vacate(&node, 1, 2, 0);
                fill(&node, 2, 3);
                message.store(1, Ordering::Release);
            }
        });
        let next_owner = world::spawn({
            let node = Arc::clone(&node);
            move || {
                if message.load(Ordering::Acquire) == 1 {
                    node.carry(slot(4), Some(at(4)));
                }
            }
        });
        let read = read(&node);
        owner.join().unwrap();
        next_owner.join().unwrap();
        read
    });
}
