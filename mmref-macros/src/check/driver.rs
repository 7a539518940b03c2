//! Runs the path checker over one function, however many attributes it has.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Block, Meta, Signature};

use super::data::{Checked, Checkup};
use super::walk;
use crate::args::{self, ReferenceArgs, waive};
use crate::diag::{self, Diagnostics, Doubt};
use crate::model::Mode;
use crate::syntax::names;

/// A function as it was written.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) attributes: &'a [Attribute],
    pub(crate) signature: &'a Signature,
    pub(crate) block: &'a Block,
    /// Functions of the same module that never return.
    pub(crate) diverging: &'a [Ident],
}

/// Checks a function to which the attribute that is being expanded adds `own` references. Reports certain mistakes, and
/// returns those that depend on whether a field is a reference.
pub(crate) fn check(function: Written<'_>, own: Vec<(Ident, Mode)>, diagnostics: &mut Diagnostics) -> Vec<Doubt> {
    let Written { attributes, signature, block, diverging } = function;
    let references: Vec<_> = own.into_iter().chain(attributes.iter().flat_map(references)).collect();
    let mistakes = waive::mistakes(attributes, block);
    let is_clear = mistakes.is_empty() && !has_namesakes(&references);
    mistakes.into_iter().for_each(|error| diagnostics.report(error));
    if !is_clear {
        return Vec::new();
    }
    let checkup = walk::check(&Checked { signature, block, references, diverging });
    let doubts = report(attributes, checkup, diagnostics);
    // Nothing is filled or given up while compiling.
    if signature.constness.is_some() { Vec::new() } else { doubts }
}

/// Two references of one name break C2, and neither can be checked.
fn has_namesakes(references: &[(Ident, Mode)]) -> bool {
    (1..references.len()).any(|at| references[..at].iter().any(|(earlier, _)| names::same(earlier, &references[at].0)))
}

fn report(attributes: &[Attribute], checkup: Checkup, diagnostics: &mut Diagnostics) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut waives: Vec<_> = waive::on(attributes).into_iter().map(|waived| (waived, false)).collect();
    for finding in checkup.findings {
        match (waives.iter_mut().find(|(waived, _)| waived.rule == finding.rule), finding.field) {
            (Some((_, used)), _) => *used = true,
            (None, Some(argument)) => doubts.push(diag::doubt(&finding, argument)),
            (None, None) => diagnostics.report(diag::finding(&finding)),
        }
    }
    let idle = waives.into_iter().filter(|(_, used)| !used).map(|(waived, _)| waived.span);
    idle.chain(checkup.idle_waives).for_each(|span| diagnostics.report(diag::idle_waive(span)));
    doubts
}

/// The references that another attribute of the same function will add.
fn references(attribute: &Attribute) -> Vec<(Ident, Mode)> {
    let (Some(mode), Meta::List(list)) = (args::mode_of(attribute), &attribute.meta) else { return Vec::new() };
    let tokens: TokenStream = list.tokens.clone();
    let arguments = ReferenceArgs::read(mode, tokens, &mut Diagnostics::default());
    arguments.references.into_iter().map(|reference| (reference.name, mode)).collect()
}
