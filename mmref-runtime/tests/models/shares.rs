//! Proved of the word: exactly one share is the last, and whoever gives it up sees all that the others did earlier;
//! zero stays zero; a count that overflowed is never freed; an untracked share is given up once.

use std::rc::Rc;
use std::sync::Arc;

use loom::cell::UnsafeCell;

use crate::tracked::Refused;
use crate::tracked::sync::AtomicU64;
use crate::tracked::word::{LIMIT, Share, State, Word};
use crate::world;
use crate::world::{THREE_THREADS, TWO_THREADS, check};

fn word(listed: u32, count: u32) -> Arc<Word> {
    Arc::new(Word(AtomicU64::new(Word::initial(listed, count))))
}

/// A put, as `count` does it.
fn put(word: &Word) -> Result<bool, Refused> {
    let before = word.sub_listed();
    if before.outlast_one() { Ok(false) } else { word.sub_last(before) }
}

/// A counted object. loom reports unordered accesses, and so a use after the object was freed.
struct Object {
    word: Word,
    contents: [UnsafeCell<u32>; 3],
}

impl Object {
    fn new(listed: u32, count: u32) -> Rc<Self> {
        let word = Word(AtomicU64::new(Word::initial(listed, count)));
        Rc::new(Self { word, contents: core::array::from_fn(|_| UnsafeCell::new(0)) })
    }

    fn write(&self, part: usize) {
        // SAFETY: loom keeps the pointer valid, and fails the model if anyone else uses it meanwhile.
        self.contents[part].with_mut(|part| unsafe { *part += 1 });
    }

    fn put(&self) -> bool {
        let last = put(&self.word).expect("the share is held");
        if last {
            (0..self.contents.len()).for_each(|part| self.write(part));
        }
        last
    }
}

#[test]
fn one_share_of_three_is_the_last() {
    check(THREE_THREADS, [1], || {
        let object = Object::new(3, 3);
        let use_and_put = |part| {
            let object = Rc::clone(&object);
            move || {
                object.write(part);
                object.put()
            }
        };
        let others = [world::spawn(use_and_put(1)), world::spawn(use_and_put(2))];
        let mine = use_and_put(0)();
        let lasts = u32::from(mine) + others.map(|other| u32::from(other.join().unwrap())).iter().sum::<u32>();
        assert_eq!(object.word.load().state(), State::Zero);
        lasts
    });
}

/// An object reused from a pool is complete for whoever still has a pointer to it, and its reuse comes after all
/// earlier accesses. A get that comes too early changes nothing.
#[test]
fn a_restart_meets_those_with_old_pointers() {
    check(TWO_THREADS, [(false, true), (true, false), (true, true)], || {
        let object = Object::new(1, 1);
        let early = world::spawn({
            let object = Rc::clone(&object);
            move || object.word.add(Share::Listed).is_ok().then(|| object.put()).is_some()
        });
        object.write(0);
        if object.put() {
            object.write(1);
            object.word.restart(Share::Listed).expect("the last share was given up");
        }
        let late = object.word.try_add(Share::Listed).expect("it is no violation to come too late");
        (late, early.join().unwrap())
    });
}

/// A `try_get` wins or loses against the last put. If it wins, the object exists.
#[test]
fn try_get_meets_the_last_put() {
    let (first, second, got) = (true, true, true);
    check(TWO_THREADS, [(first, !got, !second), (!first, got, second), (first, got, !second)], || {
        let object = Object::new(1, 1);
        let putter = world::spawn({
            let object = Rc::clone(&object);
            move || {
                object.write(1);
                object.put()
            }
        });
        let got = object.word.try_add(Share::Listed).expect("it is no violation to come too late");
        let last = got && {
            object.write(0);
            object.put()
        };
        (putter.join().unwrap(), got, last)
    });
}

/// A `try_get` that can only have come after a put sees what was done before the put.
#[test]
fn try_get_comes_after_a_put() {
    check(TWO_THREADS, [Ok(true), Err(Refused::Overflow)], || {
        let object = Object::new(1, LIMIT);
        let putter = world::spawn({
            let object = Rc::clone(&object);
            move || {
                object.write(1);
                assert!(!object.put());
            }
        });
        let got = object.word.try_add(Share::Listed);
        if got == Ok(true) {
            object.write(1);
        }
        putter.join().unwrap();
        got
    });
}

/// The second of two owners never sees an object that the first has freed: its share is counted first.
#[test]
fn get_meets_a_put_that_is_not_the_last() {
    check(TWO_THREADS, [(false, true), (true, false)], || {
        let object = Object::new(2, 2);
        let putter = world::spawn({
            let object = Rc::clone(&object);
            move || object.put()
        });
        object.word.add(Share::Listed).expect("a share is held");
        assert!(!object.put(), "one share is left");
        object.write(0);
        let last = object.put();
        (putter.join().unwrap(), last)
    });
}

#[test]
fn a_faulty_get_revives_nothing() {
    check(THREE_THREADS, [()], || {
        let word = word(0, 0);
        let faulty = || {
            let word = Arc::clone(&word);
            world::spawn(move || assert_eq!(word.add(Share::Listed), Err(Refused::FromZero)))
        };
        let faulty = [faulty(), faulty()];
        assert_eq!(word.try_add(Share::Listed), Ok(false));
        assert_eq!(word.load().count(), 0);
        faulty.into_iter().for_each(|faulty| faulty.join().unwrap());
        assert_eq!((word.load().listed(), word.load().state()), (0, State::Zero));
    });
}

/// A get between the last subtraction and zero counts as one before it. Then its own put is the
/// last.
#[test]
fn one_is_the_last_whoever_comes_late() {
    check(THREE_THREADS, [1], || {
        let word = word(1, 1);
        let putter = world::spawn({
            let word = Arc::clone(&word);
            move || u32::from(put(&word).unwrap())
        });
        let faulty = world::spawn({
            let word = Arc::clone(&word);
            move || match word.add(Share::Listed) {
                Ok(()) => u32::from(put(&word).unwrap()),
                Err(refused) => {
                    assert_eq!(refused, Refused::FromZero);
                    0
                }
            }
        });
        let got = word.try_add(Share::Listed).unwrap();
        let mine = if got { u32::from(put(&word).unwrap()) } else { 0 };
        let lasts = mine + putter.join().unwrap() + faulty.join().unwrap();
        assert_eq!((word.load().listed(), word.load().state()), (0, State::Zero));
        lasts
    });
}

#[test]
fn one_of_two_gets_is_over_the_limit() {
    let overflow = Err(Refused::Overflow);
    check(TWO_THREADS, [(Ok(()), overflow), (overflow, Ok(()))], || {
        let word = word(0, LIMIT - 1);
        let other = world::spawn({
            let word = Arc::clone(&word);
            move || word.add(Share::Listed)
        });
        let mine = word.add(Share::Listed);
        let other = other.join().unwrap();
        assert_eq!((word.load().listed(), word.load().state()), (1, State::Saturated));
        (mine, other)
    });
}

#[test]
fn a_put_meets_an_overflow() {
    check(TWO_THREADS, [(Ok(()), State::Of(LIMIT)), (Err(Refused::Overflow), State::Saturated)], || {
        let word = word(1, LIMIT);
        let putter = world::spawn({
            let word = Arc::clone(&word);
            move || assert_eq!(put(&word), Ok(false))
        });
        let got = word.add(Share::Untracked);
        putter.join().unwrap();
        assert_eq!(word.load().listed(), 0);
        (got, word.load().state())
    });
}

#[test]
fn what_overflowed_is_never_freed() {
    check(THREE_THREADS, [(0, State::Saturated)], || {
        let word = word(2, LIMIT);
        assert_eq!(word.add(Share::Untracked), Err(Refused::Overflow));
        let put = || {
            let word = Arc::clone(&word);
            world::spawn(move || assert_eq!(put(&word), Ok(false)))
        };
        let puts = [put(), put()];
        assert_eq!(word.try_add(Share::Listed), Err(Refused::Overflow));
        assert_eq!(word.sub_untracked(), Ok(false));
        puts.into_iter().for_each(|put| put.join().unwrap());
        (word.load().listed(), word.load().state())
    });
}

#[test]
fn a_listed_and_an_untracked_share() {
    check(TWO_THREADS, [(true, false), (false, true)], || {
        let object = Object::new(1, 2);
        let putter = world::spawn({
            let object = Rc::clone(&object);
            move || {
                object.write(1);
                object.put()
            }
        });
        object.write(0);
        let last = object.word.sub_untracked().unwrap();
        if last {
            object.write(1);
        }
        (putter.join().unwrap(), last)
    });
}

#[test]
fn an_untracked_share_is_given_up_once() {
    let mismatch = Err(Refused::CountMismatch);
    check(TWO_THREADS, [(Ok(true), mismatch), (mismatch, Ok(true))], || {
        let word = word(0, 1);
        let other = world::spawn({
            let word = Arc::clone(&word);
            move || word.sub_untracked()
        });
        let mine = word.sub_untracked();
        (mine, other.join().unwrap())
    });
}

/// Where every share has a reference, a raw decrement takes none of them away.
#[test]
fn a_raw_decrement_takes_no_listed_share() {
    check(TWO_THREADS, [(Err(Refused::CountMismatch), Ok(true))], || {
        let word = word(1, 1);
        let putter = world::spawn({
            let word = Arc::clone(&word);
            move || put(&word)
        });
        (word.sub_untracked(), putter.join().unwrap())
    });
}
