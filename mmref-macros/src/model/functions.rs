//! The functions with bodies that an item has.

use syn::{Attribute, Block, Ident, ImplItem, Item, ItemMod, Signature, TraitItem, TraitItemFn};

use super::function::never_returns;

/// A function whose body can be checked and rewritten.
pub(crate) struct Checkable<'a> {
    pub(crate) attributes: &'a mut Vec<Attribute>,
    pub(crate) signature: &'a Signature,
    pub(crate) block: &'a mut Block,
    /// Functions of the same module that never return.
    pub(crate) diverging: &'a [Ident],
}

/// Visits every function of a function item, an impl block, a trait or a module.
pub(crate) fn each_function(item: &mut Item, visit: &mut impl FnMut(Checkable<'_>)) {
    each_of_module(item, &[], visit);
}

/// Whether the item is one of these.
pub(crate) fn has_bodies(item: &Item) -> bool {
    matches!(item, Item::Fn(_) | Item::Impl(_) | Item::Trait(_) | Item::Mod(ItemMod { content: Some(_), .. }))
}

fn each_of_module(item: &mut Item, diverging: &[Ident], visit: &mut impl FnMut(Checkable<'_>)) {
    let mut show = |attributes, signature, block| visit(Checkable { attributes, signature, block, diverging });
    match item {
        Item::Fn(item) => show(&mut item.attrs, &item.sig, &mut item.block),
        Item::Impl(item) => {
            for item in &mut item.items {
                if let ImplItem::Fn(item) = item {
                    show(&mut item.attrs, &item.sig, &mut item.block);
                }
            }
        }
        Item::Trait(item) => {
            for item in &mut item.items {
                if let TraitItem::Fn(TraitItemFn { attrs, sig, default: Some(block), .. }) = item {
                    show(attrs, sig, block);
                }
            }
        }
        Item::Mod(ItemMod { content: Some((_, items)), .. }) => {
            let diverging: Vec<Ident> = items.iter().filter_map(diverging_function).collect();
            items.iter_mut().for_each(|item| each_of_module(item, &diverging, visit));
        }
        _ => {}
    }
}

fn diverging_function(item: &Item) -> Option<Ident> {
    let Item::Fn(item) = item else { return None };
    never_returns(&item.sig).then(|| item.sig.ident.clone())
}
