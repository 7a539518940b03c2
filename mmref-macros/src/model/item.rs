//! An item that could not be read as a function.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::Item;
use syn::spanned::Spanned;

pub(crate) enum ItemKind {
    /// A struct, enum or union: "a struct".
    Data(&'static str),
    /// An item with functions inside: "an impl block".
    Container(&'static str),
    ForeignBlock,
    /// Any other item: "a constant".
    Other(&'static str),
    /// A function with something that syn cannot read.
    Unreadable(syn::Error),
}

pub(crate) struct Misplaced {
    pub(crate) kind: ItemKind,
    /// The item's keyword or name.
    pub(crate) span: Span,
}

impl Misplaced {
    /// `error` is the result of reading the item as a function.
    pub(crate) fn on(item: &TokenStream, error: syn::Error) -> Self {
        match syn::parse2::<Item>(item.clone()) {
            Ok(item) => Self::on_item(&item),
            Err(_) if has_fn_keyword(item) => Self { span: error.span(), kind: ItemKind::Unreadable(error) },
            Err(_) => Self { span: error.span(), kind: ItemKind::Other("something else") },
        }
    }

    pub(super) fn on_item(item: &Item) -> Self {
        use ItemKind::{Container, Data, ForeignBlock, Other};
        let (kind, span) = match item {
            Item::Struct(item) => (Data("a struct"), item.ident.span()),
            Item::Enum(item) => (Data("an enum"), item.ident.span()),
            Item::Union(item) => (Data("a union"), item.ident.span()),
            Item::Impl(item) => (Container("an impl block"), item.impl_token.span()),
            Item::Trait(item) => (Container("a trait"), item.ident.span()),
            Item::Mod(item) => (Container("a module"), item.ident.span()),
            Item::ForeignMod(item) => (ForeignBlock, item.abi.span()),
            Item::Const(item) => (Other("a constant"), item.ident.span()),
            Item::Static(item) => (Other("a static"), item.ident.span()),
            Item::Type(item) => (Other("a type alias"), item.ident.span()),
            Item::Macro(item) => (Other("a macro"), item.mac.path.span()),
            Item::Use(item) => (Other("an import"), item.use_token.span()),
            item => (Other("something else"), item.span()),
        };
        Self { kind, span }
    }

    /// What kind of item it is, and where.
    pub(super) fn noun(self) -> (&'static str, Span) {
        let noun = match self.kind {
            ItemKind::Data(what) | ItemKind::Container(what) | ItemKind::Other(what) => what,
            ItemKind::ForeignBlock => "an extern block",
            ItemKind::Unreadable(_) => "something else",
        };
        (noun, self.span)
    }
}

fn has_fn_keyword(item: &TokenStream) -> bool {
    let keyword = |ident: &Ident| ident == "fn";
    item.clone().into_iter().any(|token| matches!(&token, TokenTree::Ident(ident) if keyword(ident)))
}
