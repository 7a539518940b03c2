//! Proved of a walk: whatever happens to a node while it is read, the walk reads one whole reference or nothing; and a
//! stale handle finds what became of its own reference, or nothing.

use std::sync::Arc;

use crate::tracked::arena::Arena;
use crate::tracked::handle::NodeRef;
use crate::tracked::node::{Life, Node};
use crate::world;
use crate::world::{
    THREE_THREADS, TWO_THREADS, check, fill, object, scope, vacate, which_if_whole, which_place, which_slot,
};

/// The reference that was read, if it is whole. None of these is ever moved.
fn whole(life: &Life) -> usize {
    let which = which_if_whole(life);
    assert_eq!(which_slot(life.slot), which, "the slot of another reference");
    assert!(life.moved.is_none(), "the move of another reference");
    which
}

fn read(node: &Node) -> Option<usize> {
    node.read().map(|(generation, life)| {
        assert_eq!(generation as usize, 2 * whole(&life) - 1, "the generation of another reference");
        assert_eq!(life.scope, scope(whole(&life)), "a held reference has its scope");
        whole(&life)
    })
}

#[test]
fn a_node_is_filled_while_it_is_read() {
    check(TWO_THREADS, [None, Some(1)], || {
        let node = Arc::new(Node::default());
        let owner = world::spawn({
            let node = Arc::clone(&node);
            move || fill(&node, 1, 1)
        });
        let read = read(&node);
        owner.join().unwrap();
        read
    });
}

#[test]
fn a_node_is_used_again_while_it_is_read() {
    check(TWO_THREADS, [None, Some(1), Some(2)], || {
        let node = Arc::new(Node::default());
        fill(&node, 1, 1);
        let owner = world::spawn({
            let node = Arc::clone(&node);
            move || {
                vacate(&node, 1, 2, 0);
                fill(&node, 2, 3);
            }
        });
        let read = read(&node);
        owner.join().unwrap();
        read
    });
}

/// The thread that fills it is not the one that vacated it: the node went through the arena.
#[test]
fn another_thread_uses_a_node_again_while_it_is_read() {
    check(THREE_THREADS, [None, Some(1), Some(2)], || {
        let arena = Arc::new(Arena::new());
        let index = arena.take().unwrap();
        arena.limit(0);
        fill(arena.node(index).unwrap(), 1, 1);
        let owner = world::spawn({
            let arena = Arc::clone(&arena);
            move || {
                vacate(arena.node(index).unwrap(), 1, 2, 0);
                arena.give(index);
            }
        });
        let next_owner = world::spawn({
            let arena = Arc::clone(&arena);
            move || {
                if let Some(index) = arena.take() {
                    fill(arena.node(index).unwrap(), 2, 3);
                }
            }
        });
        let read = read(arena.node(index).unwrap());
        owner.join().unwrap();
        next_owner.join().unwrap();
        read
    });
}

/// The reference of a handle is given up. Once that has happened, its place is known.
#[test]
fn a_handle_becomes_stale_while_it_is_looked_up() {
    let (held, given_up) = (None, Some(3));
    check(TWO_THREADS, [held, given_up], || {
        let arena = Arc::new(Arena::new());
        let index = arena.take().unwrap();
        fill(arena.node(index).unwrap(), 1, 1);
        let owner = world::spawn({
            let arena = Arc::clone(&arena);
            move || vacate(arena.node(index).unwrap(), 1, 2, 3)
        });
        let life = NodeRef::new(index, 1).life(&arena).expect("it is held, or has just been given up");
        owner.join().unwrap();
        assert_eq!(whole(&life), 1, "the handle's own");
        life.given_up.map(which_place)
    });
}

/// The node of a stale handle is used again. The result may mix both references (caveat 3 of `node`), but each part is
/// of one or the other.
#[test]
fn the_node_of_a_stale_handle_is_used_again_while_it_is_looked_up() {
    check(TWO_THREADS, [(true, Some(3)), (false, None)], || {
        let arena = Arc::new(Arena::new());
        let index = arena.take().unwrap();
        let node = arena.node(index).unwrap();
        fill(node, 1, 1);
        vacate(node, 1, 2, 3);
        let owner = world::spawn({
            let arena = Arc::clone(&arena);
            move || fill(arena.node(index).unwrap(), 2, 3)
        });
        let life = NodeRef::new(index, 1).life(&arena);
        owner.join().unwrap();
        assert_eq!(
            NodeRef::new(index, 1).life(&arena).map(|life| life.object),
            None,
            "the node belongs to another now"
        );
        for life in life.iter() {
            assert!([object(1), object(2)].contains(&life.object));
            assert!([1, 2].contains(&which_slot(life.slot)) && [1, 2].contains(&which_place(life.acquired)));
        }
        (life.is_some(), life.and_then(|life| life.given_up).map(which_place))
    });
}
