//! What is known on one path, and what several paths have in common.

use super::*;

const SLOT: Slot = 0;
const OTHER: Slot = 1;
const MM: Var = 0;
const EVENT: Event = 0;

/// An acquire has filled the reference; its outcome is open, and the variable holds it.
fn acquired() -> State {
    let mut state = State::default();
    state.set(SLOT, Typestate::Held(EVENT));
    state.set(OTHER, Typestate::Idle);
    state.learn(MM, Value::Outcome(EVENT));
    state
}

#[test]
fn a_failed_acquire_leaves_its_reference_idle() {
    let failed = acquired().decide(EVENT, false).expect("it is open");
    assert_eq!(failed.typestate(SLOT), Typestate::Idle);
    let succeeded = acquired().decide(EVENT, true).expect("it is open");
    assert_eq!(succeeded.typestate(SLOT), Typestate::Held(EVENT));
}

#[test]
fn an_outcome_is_decided_once() {
    let succeeded = acquired().decide(EVENT, true).expect("it is open");
    assert_eq!(succeeded.clone().decide(EVENT, false), None);
    assert_eq!(succeeded.clone().decide(EVENT, true), Some(succeeded));
}

#[test]
fn a_lost_witness_takes_its_reference_out_of_sight_while_it_is_open() {
    let mut open = acquired();
    open.lose(Value::Outcome(EVENT));
    assert_eq!(open.typestate(SLOT), Typestate::Escaped);
    let mut decided = acquired().decide(EVENT, true).expect("it is open");
    decided.lose(Value::Truth(EVENT, true));
    assert_eq!(decided.typestate(SLOT), Typestate::Held(EVENT));
}

#[test]
fn an_acquire_that_happens_anew_has_no_outcome_and_its_past_is_another_one() {
    let mut state = acquired().decide(EVENT, true).expect("it is open");
    state.restart(EVENT);
    assert_eq!((state.typestate(SLOT), state.fact(MM)), (Typestate::Held(EVENT | PAST), Value::Unknown));
    assert!(state.decide(EVENT, false).is_some());
}

#[test]
fn an_outcome_is_kept_as_long_as_something_tells_of_it() {
    let mut state = acquired().decide(EVENT, false).expect("it is open");
    state.settle(&[]);
    assert_eq!(state.outcomes.get(EVENT), Some(&false), "the variable tells");
    state.learn(MM, Value::Unknown);
    state.settle(&[Value::Unknown, Value::Truth(EVENT, true)]);
    assert_eq!(state.outcomes.get(EVENT), Some(&false), "a value that waits tells");
    state.settle(&[Value::Unknown]);
    assert!(state.outcomes.is_empty());
    let mut held = acquired().decide(EVENT, true).expect("it is open");
    held.learn(MM, Value::Unknown);
    held.settle(&[]);
    assert_eq!(held.outcomes.get(EVENT), Some(&true), "the reference tells");
}

#[test]
fn a_transfer_carries_the_state_and_the_doubt() {
    let mut state = acquired();
    state.doubt(&[SLOT].into_iter().collect());
    state.transfer(SLOT, OTHER, Typestate::Gone);
    assert_eq!((state.typestate(SLOT), state.typestate(OTHER)), (Typestate::Gone, Typestate::Held(EVENT)));
    assert!(state.doubtful.contains(OTHER) && !state.doubtful.contains(SLOT));
}

#[test]
fn only_what_an_acquire_gave_is_kept() {
    let mut state = acquired();
    state.keep(&[MM], OTHER);
    assert!(!state.is_kept(MM));
    state.learn(MM, Value::Object(EVENT));
    assert!(state.is_kept(MM), "by the reference of its acquire");
    assert_eq!(state.objects_of(OTHER), []);
    state.keep(&[MM], OTHER);
    assert_eq!(state.objects_of(OTHER), [MM]);
}

#[test]
fn not_turns_what_is_told_round() {
    assert_eq!(Value::Bool(true).not(), Value::Bool(false));
    assert_eq!(Value::Outcome(EVENT).not(), Value::Truth(EVENT, false));
    assert_eq!(Value::Truth(EVENT, false).not(), Value::Truth(EVENT, true));
    assert_eq!(Value::Last.not(), Value::Unknown);
}

#[test]
fn a_reference_is_contested_where_worlds_disagree_about_it() {
    let states = |states: [State; 2]| {
        let mut told = Told::new();
        told.extend(states.map(|state| (state, Value::Unknown)));
        told
    };
    let failed = acquired().decide(EVENT, false).expect("it is open");
    let told = states([acquired(), failed.clone()]);
    assert_eq!(contested(&told).iter().collect::<Vec<_>>(), [SLOT]);
    assert_eq!(kinds(&told, SLOT).iter().collect::<Vec<_>>(), [Some(false), Some(true)]);
    let mut again = failed.clone();
    again.learn(MM, Value::Bool(true));
    assert!(contested(&states([failed, again])).is_empty());
}
