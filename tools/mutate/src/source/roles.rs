//! Which functions of a program acquire, require or release references, from their attributes.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Error, File, FnArg, Item, ItemStruct, Signature};

use super::facts::{Mode, Output};
use super::types::{output, type_text};
use super::{arguments, inside, names, visit_functions};

/// A reference that an attribute adds to a function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) class: String,
    pub(crate) mode: Mode,
}

/// An annotated function, as its callers see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Role {
    pub(crate) name: String,
    /// From the crate's root: `mm::mmget`.
    pub(crate) path: String,
    /// Types of the parameters as written, without a receiver.
    pub(crate) plain: Vec<String>,
    pub(crate) has_receiver: bool,
    pub(crate) references: Vec<Reference>,
    pub(crate) output: Output,
}

/// The functions of a program that handle references, by name.
#[derive(Default, Debug)]
pub(crate) struct Roles {
    annotated: BTreeMap<String, Vec<Role>>,
    /// Functions that return a reference, with its class.
    returning: BTreeMap<String, String>,
    /// Types that derive `RefClass`, with their paths from the crate's root.
    classes: BTreeMap<String, String>,
}

impl Roles {
    pub(crate) fn collect(&mut self, file: &File, module: &str) -> syn::Result<()> {
        let mut outcome = Ok(());
        for item in &file.items {
            if let Item::Struct(item) = item
                && derives_class(item)
            {
                let name = item.ident.to_string();
                self.classes.insert(name.clone(), inside(module, &name));
            }
        }
        visit_functions(file, &mut |function| {
            let references = match references(function.attributes) {
                Ok(references) => references,
                Err(error) => return outcome = Err(error),
            };
            if !references.is_empty() {
                let role = Role::of(function.signature, inside(module, &function.path), references);
                self.annotated.entry(role.name.clone()).or_default().push(role);
            }
            if let Output::Other(ty) = output(&function.signature.output)
                && let Some((_, class)) = names::split_holder(&ty, names::REFERENCE)
            {
                self.returning.insert(function.signature.ident.to_string(), class.trim_end_matches('>').to_owned());
            }
        });
        outcome
    }

    /// The function with this name and this many parameters, not counting the receiver of a method.
    pub(crate) fn find(&self, name: &str, arguments: usize, is_method: bool) -> Option<&Role> {
        let roles = self.annotated.get(name)?;
        roles.iter().find(|role| {
            let receiver = usize::from(role.has_receiver && !is_method);
            role.plain.len() + role.references.len() + receiver == arguments && (role.has_receiver || !is_method)
        })
    }

    /// The class of the reference that a function returns.
    pub(crate) fn returned(&self, name: &str) -> Option<&str> {
        self.returning.get(name).map(String::as_str)
    }

    pub(crate) fn class_path(&self, name: &str) -> Option<&str> {
        self.classes.get(name).map(String::as_str)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Role> {
        self.annotated.values().flatten()
    }
}

fn derives_class(item: &ItemStruct) -> bool {
    let derives = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive"));
    derives.into_iter().any(|it| it.meta.to_token_stream().to_string().contains(names::DERIVED_CLASS))
}

impl Role {
    fn of(signature: &Signature, path: String, references: Vec<Reference>) -> Self {
        let types = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(type_text(&typed.ty)),
            FnArg::Receiver(_) => None,
        });
        Self {
            name: signature.ident.to_string(),
            path,
            plain: types.collect(),
            has_receiver: signature.receiver().is_some(),
            references,
            output: output(&signature.output),
        }
    }
}

/// The references that the attributes of a function add, in the order of the parameters.
pub(crate) fn references(attributes: &[Attribute]) -> syn::Result<Vec<Reference>> {
    let mut references = Vec::new();
    for attribute in attributes {
        refuse_condition(attribute)?;
        if let Some(mode) = names::mode(attribute) {
            let named = arguments::references(attribute)?.into_iter();
            references.extend(named.map(|(name, class)| Reference { name, class, mode }));
        }
    }
    Ok(references)
}

/// Only the compiler knows whether a `cfg_attr` applies.
pub(super) fn refuse_condition(attribute: &Attribute) -> syn::Result<()> {
    let Some(name) = names::inside_condition(attribute) else { return Ok(()) };
    Err(Error::new(attribute.span(), format!("`{name}` inside of a `cfg_attr` cannot be read")))
}
