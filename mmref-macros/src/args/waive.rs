//! `#[mmref::waive(C6, reason = "…")]`: where a rule is silenced.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Ident, LitStr, Path, Token};

use super::list::read_crate;
use super::once::Once;
use crate::diag;
use crate::model::Rule;
use crate::syntax::path;

/// One rule that is silenced.
pub(crate) struct Waived {
    pub(crate) rule: Rule,
    pub(crate) span: Span,
}

/// What stands in the parentheses: a rule, the reason, and perhaps `crate = path`.
pub(crate) struct Arguments {
    pub(crate) rule: Rule,
    pub(crate) crate_path: Option<Path>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let rule = rule(input)?;
        if input.is_empty() {
            return Err(diag::waive_without_reason(rule.span));
        }
        input.parse::<Token![,]>()?;
        let key: Ident = input.parse().map_err(|error| diag::waive_without_reason(error.span()))?;
        if key != "reason" {
            return Err(diag::unknown_option(&key, "a rule and `reason = \"…\"`"));
        }
        input.parse::<Token![=]>()?;
        let reason: LitStr = input.parse().map_err(|error| diag::waive_without_reason(error.span()))?;
        if reason.value().trim().is_empty() {
            return Err(diag::waive_without_reason(reason.span()));
        }
        input.parse::<Option<Token![,]>>()?;
        let mut crate_path = Once::default();
        if let Some(read) = read_crate(input, &mut crate_path) {
            read?;
            input.parse::<Option<Token![,]>>()?;
        }
        let crate_path = crate_path.into_option();
        if input.is_empty() {
            Ok(Self { rule: rule.rule, crate_path })
        } else {
            Err(diag::waive_of_one_rule(input.span()))
        }
    }
}

fn rule(input: ParseStream<'_>) -> syn::Result<Waived> {
    let name: Ident = input.parse().map_err(|error| diag::waive_of_unknown_rule(error.span()))?;
    let rule = Rule::OF_PATHS.into_iter().find(|rule| name == rule.to_string());
    rule.map(|rule| Waived { rule, span: name.span() }).ok_or_else(|| diag::waive_of_unknown_rule(name.span()))
}

/// Whether this is ours: `mmref::waive`, or a bare `waive` with arguments like ours.
pub(crate) fn is_waive(attribute: &Attribute) -> bool {
    let written = attribute.path();
    let is_ours = || written.segments.len() > 1 || attribute.parse_args::<Arguments>().is_ok();
    path::ends_in(written, &["waive"]) && is_ours()
}

/// What the attribute silences. An error in it is reported once, by [`mistakes`].
fn waived(attribute: &Attribute) -> Option<Waived> {
    let rule = attribute.parse_args::<Arguments>().ok()?.rule;
    Some(Waived { rule, span: attribute.span() })
}

/// What these attributes silence.
pub(crate) fn on(attributes: &[Attribute]) -> Vec<Waived> {
    attributes.iter().filter(|attribute| is_waive(attribute)).filter_map(waived).collect()
}

/// The errors in the `#[mmref::waive]`s of a function, wherever they stand.
pub(crate) fn mistakes(attributes: &[Attribute], block: &Block) -> Vec<syn::Error> {
    struct Mistakes(Vec<syn::Error>);
    impl<'ast> Visit<'ast> for Mistakes {
        fn visit_attribute(&mut self, attribute: &'ast Attribute) {
            if is_waive(attribute) {
                self.0.extend(attribute.parse_args::<Arguments>().err());
            }
            visit::visit_attribute(self, attribute);
        }
    }
    let mut mistakes = Mistakes(Vec::new());
    attributes.iter().for_each(|attribute| mistakes.visit_attribute(attribute));
    mistakes.visit_block(block);
    mistakes.0
}
