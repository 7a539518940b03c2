//! Samples.

use std::collections::BTreeSet;

use super::mutants;
use crate::mutant::Mutant;
use crate::sample::sample;

fn many() -> Vec<Mutant> {
    let function = |number: usize| {
        format!(
            "fn f{number}(task: &Task) {{
    MM_REF!(mm_ref: MmUsers);
    let Some(mm) = get_task_mm(task, &mut mm_ref) else {{ return }};
    mmput(mm, mm_ref);
}}
"
        )
    };
    mutants(&(0..20).map(function).collect::<String>())
}

fn ids(mutants: &[Mutant]) -> Vec<&str> {
    mutants.iter().map(|mutant| &*mutant.id).collect()
}

#[test]
fn one_seed_gives_one_sample() {
    let (once, again, other) = (sample(many(), 30, 7), sample(many(), 30, 7), sample(many(), 30, 8));
    assert_eq!(ids(&once), ids(&again));
    assert_ne!(ids(&once), ids(&other));
    assert_eq!(once.len(), 30);
}

#[test]
fn every_operator_is_in_a_sample() {
    let operators = |mutants: &[Mutant]| mutants.iter().map(|mutant| mutant.operator).collect::<BTreeSet<_>>();
    let all = operators(&many());
    assert_eq!(operators(&sample(many(), all.len(), 1)), all);
}

#[test]
fn a_sample_stays_in_order() {
    let all = many();
    let sample = sample(all.clone(), 30, 7);
    let places: Vec<_> = ids(&sample).iter().map(|id| ids(&all).iter().position(|other| other == id)).collect();
    assert!(places.is_sorted());
}

#[test]
fn there_are_no_more_than_there_are() {
    assert_eq!(ids(&sample(many(), 100_000, 1)), ids(&many()));
}
