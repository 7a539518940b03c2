//! Random sequences of all operations on references, by several threads, against a naive model: a set of references for
//! each object, and a number of untracked shares. After each step the outcome and every list are the
//! same.
//!
//! | file | what it is |
//! | --- | --- |
//! | `steps` | operations, and random sequences of them |
//! | `model` | the expected outcome |
//! | `subject` | the actual outcome |
#![cfg(feature = "track")]

mod model;
mod steps;
mod subject;

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use proptest::collection::vec;
use proptest::prop_assert_eq;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use mmref_runtime::{Policy, Scope, live, set_hook, set_policy};

use model::{By, Model};
use steps::{Outcome, SCOPES, Step, THREADS, step, thread_name};
use subject::{First, Second, Subject, collect_violation};

/// Cases, and the most steps of a case.
const CASES: u32 = 400;
const STEPS: usize = 120;

#[test]
fn lists_agree_with_a_naive_model() {
    set_policy(Policy::Report);
    set_hook(collect_violation);
    let config =
        Config { cases: CASES, failure_persistence: None, rng_seed: RngSeed::Fixed(2016), ..Config::default() };
    let result = TestRunner::new(config).run(&vec(step(), 1..STEPS), |steps| play(&steps));
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Objects and slots of two classes.
struct Both {
    first: Subject<First>,
    second: Subject<Second>,
}

/// A thread that carries out one step at a time.
struct Worker {
    steps: Sender<Step>,
    outcomes: Receiver<Outcome>,
}

impl Worker {
    fn new<'scope>(
        threads: &'scope thread::Scope<'scope, '_>,
        number: usize,
        scopes: &'scope [Scope],
        both: &'scope Mutex<Both>,
    ) -> Self {
        let (steps, orders) = channel::<Step>();
        let (done, outcomes) = channel();
        let work = move || {
            for step in orders {
                let both = &mut *both.lock().unwrap();
                let mut perform =
                    || if step.second { both.second.perform(step.op) } else { both.first.perform(step.op) };
                let outcome = match step.scope {
                    Some(scope) => scopes[scope].run(perform),
                    None => perform(),
                };
                done.send(outcome).unwrap();
            }
        };
        thread::Builder::new().name(thread_name(number)).spawn_scoped(threads, work).unwrap();
        Self { steps, outcomes }
    }

    fn perform(&self, step: Step) -> Outcome {
        self.steps.send(step).unwrap();
        self.outcomes.recv().expect("the step did not panic")
    }
}

fn play(steps: &[Step]) -> Result<(), TestCaseError> {
    let scopes: Vec<Scope> = (0..SCOPES).map(|number| Scope::new(number.to_string())).collect();
    let both = Mutex::new(Both { first: Subject::new(&scopes), second: Subject::new(&scopes) });
    thread::scope(|threads| {
        let crew: Vec<Worker> = (0..THREADS).map(|number| Worker::new(threads, number, &scopes, &both)).collect();
        let (mut first, mut second) = (Model::default(), Model::default());
        for step in steps {
            let outcome = crew[step.thread].perform(*step);
            let model = if step.second { &mut second } else { &mut first };
            prop_assert_eq!(
                outcome,
                model.perform(step.op, By { thread: step.thread, scope: step.scope }),
                "{:?}",
                step
            );
            let both = both.lock().unwrap();
            prop_assert_eq!(both.first.lists(), first.lists(), "first class, after {:?}", step);
            prop_assert_eq!(both.second.lists(), second.lists(), "second class, after {:?}", step);
        }
        let (both, live) = (both.lock().unwrap(), live());
        prop_assert_eq!(both.first.held(&live), first.held());
        prop_assert_eq!(both.second.held(&live), second.held());
        for scope in 0..SCOPES {
            prop_assert_eq!(both.first.held_in(scope), first.held_in(scope));
            prop_assert_eq!(both.second.held_in(scope), second.held_in(scope));
        }
        Ok(())
    })
}
