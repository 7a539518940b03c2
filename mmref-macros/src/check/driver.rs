//! Runs the path checker over what an attribute covers: once for each function, however many attributes it has.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Block, ImplItem, Item, ItemMod, Meta, Signature, TraitItem, TraitItemFn};

use crate::args::{self, ReferenceArgs};
use crate::check::{self, Checked, waive};
use crate::diag::{self, Diagnostics};
use crate::expand::{self, Doubt};
use crate::model::{self, Mode};
use crate::names::{self, CratePath};

/// A function whose body can be looked at and rid of what only the checker reads.
pub(crate) struct Audited<'a> {
    pub(crate) attributes: &'a mut Vec<Attribute>,
    pub(crate) signature: &'a Signature,
    pub(crate) block: &'a mut Block,
}

/// What a function has around it.
#[derive(Clone, Copy)]
pub(crate) struct Module<'a> {
    pub(crate) crate_path: &'a CratePath,
    /// Functions of the same module that never return.
    pub(crate) diverging: &'a [Ident],
}

/// Checks a function to which the attribute that is being expanded adds `own` references. Gives whether it is another one
/// now.
pub(crate) fn function(
    audited: Audited<'_>,
    own: Vec<(Ident, Mode)>,
    module: Module<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Audited { attributes, signature, block } = audited;
    let references: Vec<_> = own.into_iter().chain(attributes.iter().flat_map(references)).collect();
    let mistakes = waive::mistakes(attributes, block);
    let unclear = !mistakes.is_empty() || has_namesakes(&references);
    mistakes.into_iter().for_each(|error| diagnostics.report(error));
    let mut asked = false;
    if !unclear {
        let checked = Checked { signature, block, references, diverging: module.diverging };
        let doubts = check(attributes, checked, diagnostics);
        // Nothing is filled or given up while compiling.
        asked = signature.constness.is_none() && expand::ask(&doubts, module.crate_path, block);
    }
    let marked = changed(attributes.iter_mut().map(mark_checked));
    clean(attributes, block) || marked || asked
}

/// Two references of one name: that is C2, and nothing can be said of either.
fn has_namesakes(references: &[(Ident, Mode)]) -> bool {
    (1..references.len()).any(|at| references[..at].iter().any(|(earlier, _)| names::same(earlier, &references[at].0)))
}

/// Reports what is surely wrong, and gives what is so if a field is a reference.
fn check(attributes: &[Attribute], function: Checked<'_>, diagnostics: &mut Diagnostics) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let checkup = check::check(&function);
    let mut waives: Vec<_> = waive::on_function(attributes).into_iter().map(|allowed| (allowed, false)).collect();
    for finding in checkup.findings {
        match waives.iter_mut().find(|(allowed, _)| allowed.rule == finding.rule) {
            Some((_, used)) => *used = true,
            None => match finding.field {
                Some(argument) => doubts.push(diag::doubt(&finding, argument)),
                None => diagnostics.report(diag::finding(&finding)),
            },
        }
    }
    let idle = waives.into_iter().filter(|(_, used)| !used).map(|(allowed, _)| allowed.span);
    idle.chain(checkup.idle_waives).for_each(|span| diagnostics.report(diag::idle_waive(span)));
    doubts
}

/// The references that another attribute of the same function will add.
fn references(attribute: &Attribute) -> Vec<(Ident, Mode)> {
    let (Some(mode), Meta::List(list)) = (mode_of(attribute), &attribute.meta) else { return Vec::new() };
    let arguments = ReferenceArgs::read(mode, list.tokens.clone(), &mut Diagnostics::default());
    arguments.references.into_iter().map(|reference| (reference.name, mode)).collect()
}

/// The mode of one of our attributes.
fn mode_of(attribute: &Attribute) -> Option<Mode> {
    let last = &attribute.path().segments.last()?.ident;
    [Mode::Acquires, Mode::Requires, Mode::Releases].into_iter().find(|mode| last == mode.attribute())
}

fn is_balances(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "balances_refs")
}

/// Tells an attribute that will be expanded later that the function has been checked.
fn mark_checked(attribute: &mut Attribute) -> bool {
    if mode_of(attribute).is_none() && !is_balances(attribute) {
        return false;
    }
    let checked = Ident::new(args::CHECKED, proc_macro2::Span::mixed_site());
    let path = attribute.path();
    let arguments = attribute.meta.require_list().map(|list| &list.tokens).ok();
    if let Ok(meta) = syn::parse2(quote!(#path(#checked, #arguments))) {
        attribute.meta = meta;
    }
    true
}

/// Takes the `#[mmref::waive]`s away, which rustc would not accept inside a body.
fn clean(attributes: &mut Vec<Attribute>, block: &mut Block) -> bool {
    struct Clean(bool);
    impl VisitMut for Clean {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
            if attributes.iter().any(waive::is_waive) {
                attributes.retain(|attribute| !waive::is_waive(attribute));
                self.0 = true;
            }
        }
    }
    let mut clean = Clean(false);
    clean.visit_attributes_mut(attributes);
    clean.visit_block_mut(block);
    clean.0
}

/// Checks every function of an impl block, a trait or a module. Gives whether it is another one now.
pub(crate) fn item(item: &mut Item, module: Module<'_>, diagnostics: &mut Diagnostics) -> bool {
    let mut checked = |attributes, signature, block| {
        function(Audited { attributes, signature, block }, Vec::new(), module, diagnostics)
    };
    match item {
        Item::Fn(item) => checked(&mut item.attrs, &item.sig, &mut *item.block),
        Item::Impl(item) => changed(item.items.iter_mut().map(|item| match item {
            ImplItem::Fn(item) => checked(&mut item.attrs, &item.sig, &mut item.block),
            _ => false,
        })),
        Item::Trait(item) => changed(item.items.iter_mut().map(|item| match item {
            TraitItem::Fn(TraitItemFn { attrs, sig, default: Some(block), .. }) => checked(attrs, sig, block),
            _ => false,
        })),
        Item::Mod(ItemMod { content: Some((_, items)), .. }) => {
            let diverging: Vec<Ident> = items.iter().filter_map(never_returns).collect();
            let module = Module { diverging: &diverging, ..module };
            changed(items.iter_mut().map(|item| self::item(item, module, diagnostics)))
        }
        _ => false,
    }
}

/// Whether one of the parts is another one now, after all of them were gone through.
fn changed(parts: impl Iterator<Item = bool>) -> bool {
    parts.fold(false, |before, part| before | part)
}

fn never_returns(item: &Item) -> Option<Ident> {
    let Item::Fn(item) = item else { return None };
    model::never_returns(&item.sig).then(|| item.sig.ident.clone())
}

/// `#[balances_refs]`.
pub(crate) fn balances(crate_path: &CratePath, tokens: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let mut item = match syn::parse2::<Item>(tokens.clone()) {
        Ok(item) => item,
        Err(error) => {
            diagnostics.report(error);
            return tokens;
        }
    };
    match &item {
        Item::Fn(_) | Item::Impl(_) | Item::Trait(_) | Item::Mod(ItemMod { content: Some(_), .. }) => {
            // What is written anew is read anew: tokens that are as they were go back as they came.
            let module = Module { crate_path, diverging: &[] };
            if self::item(&mut item, module, diagnostics) { item.into_token_stream() } else { tokens }
        }
        other => {
            diagnostics.report(diag::balances_misplaced(syn::spanned::Spanned::span(other), "something else"));
            tokens
        }
    }
}

/// `#[mmref::test]`, where a checking attribute comes after it: hands itself on, because the path checker has to see the
/// body before anything is put around that.
pub(crate) fn before_test(krate: &CratePath, arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    let (attributes, rest) = split.parse2(item.clone()).ok()?;
    let is_checking = |attribute: &Attribute| is_balances(attribute) || waive::is_waive(attribute);
    let (checking, others): (Vec<_>, Vec<_>) = attributes.into_iter().partition(is_checking);
    (!checking.is_empty()).then(|| quote!(#(#checking)* #[#krate::test(#arguments)] #(#others)* #rest))
}

/// Attributes, and what they stand on.
fn split(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, TokenStream)> {
    Ok((input.call(Attribute::parse_outer)?, input.parse()?))
}

/// `#[mmref::waive]`, where no checking attribute comes before it: hands itself on to the one that comes after.
pub(crate) fn waive(arguments: TokenStream, item: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let Ok((attributes, rest)) = split.parse2(item.clone()) else { return item };
    if attributes.iter().any(|attribute| mode_of(attribute).is_some() || is_balances(attribute)) {
        return quote!(#(#attributes)* #[::mmref::waive(#arguments)] #rest);
    }
    match syn::parse2::<waive::Arguments>(arguments) {
        Ok(_) => diagnostics.report(diag::waive_of_unchecked(proc_macro2::Span::call_site())),
        Err(error) => diagnostics.report(error),
    }
    item
}
