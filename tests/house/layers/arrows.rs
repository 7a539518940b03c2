//! Which modules of a room know which others.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Ident, ItemMod, ItemUse, Macro, Token};

use super::sources::{Crate, Steps, joined, leaves};

/// One module's knowledge of another.
#[derive(Debug)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    /// `None` is the room's own file, which may know all of its modules.
    pub(crate) to: Option<String>,
    pub(crate) place: String,
    /// As written.
    pub(crate) path: String,
}

/// The arrows between the modules directly below `room`.
pub(crate) fn arrows(krate: &Crate, room: &Steps) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for (steps, module) in &krate.modules {
        let Some(from) = steps.strip_prefix(room.as_slice()).and_then(<[String]>::first) else { continue };
        let mut mentions = Mentions::default();
        module.items.iter().for_each(|item| mentions.visit_item(item));
        for (path, span) in mentions.0 {
            // Paths that leave the room, or stay inside the module, make no arrow.
            let Some(target) = krate.resolve(steps, &path) else { continue };
            let Some(inside) = target.strip_prefix(room.as_slice()) else { continue };
            let to = inside.first().filter(|name| krate.modules.contains_key(&joined(room, [(*name).clone()])));
            if to == Some(from) {
                continue;
            }
            let place = format!("{}:{}", module.file, span.start().line);
            arrows.push(Arrow { from: from.clone(), to: to.cloned(), place, path: path.join("::") });
        }
    }
    arrows
}

/// Every path in the items of a module, except those for tests only.
#[derive(Default)]
struct Mentions(Vec<(Steps, Span)>);

impl<'ast> Visit<'ast> for Mentions {
    /// A module of its own, which is visited separately.
    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let span = item.use_token.span;
        self.0.extend(leaves(item).into_iter().map(|(_, path)| (path, span)));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let steps: Steps = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path.leading_colon.is_none() && steps.len() > 1 {
            let span = path.segments[0].ident.span();
            self.0.push((steps, span));
        }
        visit::visit_path(self, path);
    }

    /// Documentation may name everything.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.visit_path(&mac.path);
        // Quoted tokens are written into another crate.
        let quotes = ["quote", "quote_spanned", "parse_quote"];
        if !mac.path.segments.last().is_some_and(|last| quotes.contains(&last.ident.to_string().as_str())) {
            self.tokens(mac.tokens.clone());
        }
    }
}

impl Mentions {
    /// The paths that begin with `crate`, `$crate`, `self` or `super` in unparsed tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let read = |input: ParseStream<'_>| {
            while !input.is_empty() {
                if input.peek(Token![crate]) || input.peek(Token![self]) || input.peek(Token![super]) {
                    self.path_in_tokens(input)?;
                } else if let TokenTree::Group(group) = input.parse()? {
                    self.tokens(group.stream());
                }
            }
            Ok(())
        };
        read.parse2(tokens).expect("there is no token that cannot be read");
    }

    fn path_in_tokens(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let first = input.call(Ident::parse_any)?;
        let mut steps = vec![first.to_string()];
        // `::` is two tokens.
        while input.peek(Token![::]) && input.peek3(Ident::peek_any) {
            input.parse::<Token![::]>()?;
            steps.push(input.call(Ident::parse_any)?.to_string());
        }
        if steps.len() > 1 {
            self.0.push((steps, first.span()));
        }
        Ok(())
    }
}
