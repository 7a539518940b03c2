//! Proved of names: an object has one id, whoever needs it first; no two objects have the same one; a label does not
//! change it.

use std::sync::Arc;

use crate::tracked::arena::Arena;
use crate::tracked::count::Count;
use crate::world;
use crate::world::{THREE_THREADS, TWO_THREADS, check};

#[test]
fn three_threads_need_an_id() {
    check(THREE_THREADS, [()], || {
        let (arena, count) = (Arc::new(Arena::new()), Arc::new(Count::new(0, 3)));
        let id = || {
            let (arena, count) = (Arc::clone(&arena), Arc::clone(&count));
            move || count.id(&arena)
        };
        let others = [world::spawn(id()), world::spawn(id())];
        let mine = id()();
        for other in others {
            assert_eq!(other.join().unwrap(), mine);
        }
        assert_ne!(Count::new(0, 1).id(&arena), mine);
    });
}

#[test]
fn a_label_is_given_while_an_id_is_needed() {
    check(TWO_THREADS, [()], || {
        let (arena, count) = (Arc::new(Arena::new()), Arc::new(Count::new(0, 1)));
        let labeller = world::spawn({
            let (arena, count) = (Arc::clone(&arena), Arc::clone(&count));
            move || count.set_labelled(&arena)
        });
        let id = count.id(&arena);
        assert_eq!(labeller.join().unwrap(), id);
        assert_eq!(count.id(&arena), id);
        assert!(count.is_labelled());
    });
}
