//! A sample of the mutants: the same share of every operator, and at least one.

use std::collections::BTreeMap;

use crate::mutant::{Mutant, hash};

/// Takes `size` of the mutants, the same ones for the same seed. They keep their order.
pub(crate) fn sample(mutants: Vec<Mutant>, size: usize, seed: u64) -> Vec<Mutant> {
    let seed = seed.to_string();
    let mut by_operator: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
    for (index, mutant) in mutants.iter().enumerate() {
        by_operator.entry(mutant.operator).or_default().push((hash(&[&seed, &mutant.id]), index));
    }
    let mut ranked = Vec::new();
    for group in by_operator.values_mut() {
        group.sort_unstable();
        let share = |rank: usize| rank as f64 / group.len() as f64;
        ranked.extend(group.iter().enumerate().map(|(rank, (hash, index))| (share(rank), *hash, *index)));
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = ranked.into_iter().take(size).map(|(_, _, index)| index).collect();
    chosen.sort_unstable();
    let mut mutants: Vec<Option<Mutant>> = mutants.into_iter().map(Some).collect();
    chosen.into_iter().filter_map(|index| mutants[index].take()).collect()
}
