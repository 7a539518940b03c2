//! Every function with a body in a file, with its path. Tests are left out.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Block, File, ImplItem, Item, ItemImpl, ItemTrait, Meta, Signature, Stmt, TraitItem};

use super::facts::Span;
use super::inside;
use super::types::type_text;

/// A function in the syntax tree.
pub(crate) struct FunctionSyntax<'a> {
    /// Within its file: `Task::new`.
    pub(crate) path: String,
    /// The type that `Self` means.
    pub(crate) self_type: Option<String>,
    pub(crate) attributes: &'a [Attribute],
    pub(crate) signature: &'a Signature,
    pub(crate) block: &'a Block,
    pub(crate) span: Span,
}

pub(crate) fn visit_functions<'a>(file: &'a File, visit: &mut impl FnMut(FunctionSyntax<'a>)) {
    items(&file.items, "", visit);
}

fn items<'a>(items: &'a [Item], path: &str, visit: &mut impl FnMut(FunctionSyntax<'a>)) {
    items.iter().for_each(|it| item(it, path, visit));
}

fn item<'a>(item: &'a Item, path: &str, visit: &mut impl FnMut(FunctionSyntax<'a>)) {
    match item {
        Item::Fn(it) => function(&it.attrs, &it.sig, &it.block, it.span().byte_range(), path, None, visit),
        Item::Impl(it) if !is_test(&it.attrs) => methods(it, path, visit),
        Item::Trait(it) if !is_test(&it.attrs) => defaults(it, path, visit),
        Item::Mod(it) if !is_test(&it.attrs) => {
            let inner = it.content.iter().flat_map(|(_, inner)| inner);
            inner.for_each(|it_inside| self::item(it_inside, &inside(path, &it.ident.to_string()), visit));
        }
        _ => {}
    }
}

fn methods<'a>(block: &'a ItemImpl, path: &str, visit: &mut impl FnMut(FunctionSyntax<'a>)) {
    let ty = type_text(&block.self_ty);
    let name = ty.split('<').next().unwrap_or_default().to_owned();
    for it in &block.items {
        if let ImplItem::Fn(it) = it {
            let path = inside(path, &name);
            function(&it.attrs, &it.sig, &it.block, it.span().byte_range(), &path, Some(&name), visit);
        }
    }
}

fn defaults<'a>(block: &'a ItemTrait, path: &str, visit: &mut impl FnMut(FunctionSyntax<'a>)) {
    for it in &block.items {
        if let TraitItem::Fn(it) = it
            && let Some(body) = &it.default
        {
            let path = inside(path, &block.ident.to_string());
            function(&it.attrs, &it.sig, body, it.span().byte_range(), &path, None, visit);
        }
    }
}

fn function<'a>(
    attributes: &'a [Attribute],
    signature: &'a Signature,
    block: &'a Block,
    span: Span,
    path: &str,
    self_type: Option<&str>,
    visit: &mut impl FnMut(FunctionSyntax<'a>),
) {
    if is_test(attributes) {
        return;
    }
    let path = inside(path, &signature.ident.to_string());
    for statement in &block.stmts {
        if let Stmt::Item(nested) = statement {
            item(nested, &path, visit);
        }
    }
    visit(FunctionSyntax { path, self_type: self_type.map(str::to_owned), attributes, signature, block, span });
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        match last.as_deref() {
            Some("test") => true,
            Some("cfg") => {
                matches!(&attribute.meta, Meta::List(list) if list.tokens.to_token_stream().to_string() == "test")
            }
            _ => false,
        }
    })
}
