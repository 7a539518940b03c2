//! A struct that holds references.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, Item, ItemStruct, Meta, Path, Token};

use super::crate_path::CratePath;
use super::item::Misplaced;
use super::reference::Reference;
use crate::syntax::names;
use crate::syntax::path;

#[derive(Clone)]
pub(crate) struct Structure {
    pub(crate) crate_path: CratePath,
    pub(crate) no_drop: bool,
    /// As written, with named fields, but without `#[counted]`.
    pub(crate) item: ItemStruct,
    /// In the order of the counted fields.
    pub(crate) held: Vec<HeldReference>,
}

/// A reference that a structure holds.
#[derive(Clone)]
pub(crate) struct HeldReference {
    /// The index of the counted field.
    pub(crate) counted: usize,
    pub(crate) reference: Reference,
    pub(crate) shared: bool,
}

/// The field that a reference lives in.
pub(crate) struct ReferenceField<'a> {
    pub(crate) held: &'a HeldReference,
    /// The field, if the user wrote it.
    pub(crate) written: Option<&'a Field>,
    counted: &'a Field,
}

impl Structure {
    /// The field that is counted by `held`.
    pub(crate) fn counted(&self, held: &HeldReference) -> &Field {
        self.item.fields.iter().nth(held.counted).expect("a counted field is one of the fields")
    }

    /// Where each reference lives. References without a name of their own live nowhere.
    pub(crate) fn reference_fields(&self) -> Vec<ReferenceField<'_>> {
        let alone = |(index, held): &(usize, &HeldReference)| {
            !self.has_earlier_namesake(*index) && !self.is_named_as_pointer(held)
        };
        self.held.iter().enumerate().filter(alone).flat_map(|(_, held)| self.fields_of(held)).collect()
    }

    /// The fields of that name that the user wrote, several if their conditions exclude each other; or the one that is
    /// to be added.
    fn fields_of<'a>(&'a self, held: &'a HeldReference) -> Vec<ReferenceField<'a>> {
        let is_it = |field: &&Field| field.ident.as_ref().is_some_and(|name| names::same(name, &held.reference.name));
        let field = |written| ReferenceField { held, written, counted: self.counted(held) };
        let written: Vec<_> = self.item.fields.iter().filter(is_it).map(|written| field(Some(written))).collect();
        if written.is_empty() { vec![field(None)] } else { written }
    }

    /// Whether the reference's name is that of a counted field.
    pub(crate) fn is_named_as_pointer(&self, held: &HeldReference) -> bool {
        let is_it = |name: &Ident| names::same(name, &held.reference.name);
        self.held.iter().any(|other| self.counted(other).ident.as_ref().is_some_and(is_it))
    }

    /// Whether an earlier reference has the same name. Two conditional ones may exclude each other.
    pub(crate) fn has_earlier_namesake(&self, index: usize) -> bool {
        let held = &self.held[index];
        let conditional = |held: &HeldReference| conditions(&self.counted(held).attrs).next().is_some();
        self.held[..index].iter().any(|earlier| {
            names::same(&earlier.reference.name, &held.reference.name) && !(conditional(earlier) && conditional(held))
        })
    }

    /// The `#[cfg]`s of the structure.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Attribute> {
        conditions(&self.item.attrs)
    }

    /// `Clone` and `Copy` where they are derived.
    pub(crate) fn copying_derives(&self) -> Vec<Ident> {
        let derived = self.item.attrs.iter().flat_map(derives);
        derived.filter(copies).filter_map(|derived| path::last_name(&derived)).collect()
    }

    /// The same structure without them.
    pub(crate) fn without_copying_derives(mut self) -> Self {
        for attribute in &mut self.item.attrs {
            let kept: Punctuated<Path, Token![,]> =
                derives(attribute).into_iter().filter(|path| !copies(path)).collect();
            match &mut attribute.meta {
                Meta::List(list) if list.path.is_ident("derive") => list.tokens = kept.into_token_stream(),
                _ => {}
            }
        }
        self
    }
}

impl HeldReference {
    pub(crate) fn type_name(&self) -> &'static str {
        if self.shared { "SharedRef" } else { "MmRef" }
    }
}

impl ReferenceField<'_> {
    /// The `#[cfg]`s of the field as written, or those of the counted field.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Attribute> {
        conditions(&self.written.unwrap_or(self.counted).attrs)
    }

    /// The field as generated code names it.
    pub(crate) fn name(&self) -> &Ident {
        self.written.and_then(|field| field.ident.as_ref()).unwrap_or(&self.held.reference.name)
    }

    pub(crate) fn counted_label(&self) -> String {
        self.counted.ident.as_ref().map(|name| name.unraw().to_string()).unwrap_or_default()
    }
}

fn conditions(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"))
}

/// The names in a `#[derive]`. Nothing for other attributes.
fn derives(attribute: &Attribute) -> Vec<Path> {
    if !attribute.path().is_ident("derive") {
        return Vec::new();
    }
    let list = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    list.map(|paths| paths.into_iter().collect()).unwrap_or_default()
}

fn copies(derived: &Path) -> bool {
    path::ends_in(derived, &["Clone", "Copy"])
}

/// An item that cannot hold references by name.
pub(crate) struct NoStructure {
    /// "a tuple struct"
    pub(crate) name: &'static str,
    pub(crate) span: Span,
}

impl NoStructure {
    pub(crate) fn on(item: &Item) -> Self {
        let (name, span) = match item {
            Item::Struct(item) if matches!(item.fields, Fields::Unit) => ("a unit struct", item.ident.span()),
            Item::Struct(item) => ("a tuple struct", item.ident.span()),
            Item::Fn(item) => ("a function", item.sig.ident.span()),
            other => Misplaced::on_item(other).noun(),
        };
        Self { name, span }
    }
}
