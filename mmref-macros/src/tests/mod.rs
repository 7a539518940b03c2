//! The pipeline as functions on tokens: expansions as snapshots, and odd input.

mod acquires;
mod arguments;
mod derives;
mod errors;
mod holds;
mod odd_input;
mod real_code;
mod requires_and_releases;
mod test_attribute;

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::Tracking;
use crate::model::Mode;
use crate::pipeline;

/// Both expansions of one attribute, as a reader would write them.
fn annotated(mode: Mode, arguments: TokenStream, item: TokenStream) -> String {
    both(|tracking| pipeline::annotate(mode, arguments.clone(), item.clone(), tracking))
}

fn both(expand: impl Fn(Tracking) -> TokenStream) -> String {
    let (on, off) = (pretty(expand(Tracking::On)), pretty(expand(Tracking::Off)));
    format!("// With tracking.\n{on}\n// Without.\n{off}")
}

fn pretty(tokens: TokenStream) -> String {
    let file: syn::File = syn::parse2(tokens.clone()).expect("an expansion is a list of items");
    if file.items.iter().any(|item| matches!(item, syn::Item::Verbatim(_))) {
        // A function without a body, which only a trait can have.
        return pretty(quote!(trait Declaration { #tokens }));
    }
    prettyplease::unparse(&file)
}

/// The messages among the tokens, one a line.
fn messages(tokens: TokenStream) -> String {
    let mut found = Vec::new();
    collect_messages(tokens, &mut found);
    found.join("\n")
}

fn collect_messages(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if token.to_string() != "compile_error" {
            continue;
        }
        let argument = tokens.nth(1).and_then(|group| syn::parse2::<Argument>(group.into()).ok());
        found.extend(argument.map(|argument| argument.0.value()));
    }
}

struct Argument(syn::LitStr);

impl syn::parse::Parse for Argument {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let content;
        syn::braced!(content in input);
        content.parse().map(Self)
    }
}
