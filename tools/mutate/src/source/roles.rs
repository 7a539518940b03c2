//! Which functions of a program acquire, require or release references: what their attributes say.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, File, FnArg, Ident, Item, ItemStruct, Signature, Token};

use super::facts::{Mode, Output};
use super::types::{output, type_text};
use super::{inside, visit_functions};

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
    /// Types of the parameters that are written out, without a receiver.
    pub(crate) plain: Vec<String>,
    pub(crate) has_receiver: bool,
    pub(crate) references: Vec<Reference>,
    pub(crate) output: Output,
}

/// The functions of a program that have to do with references, by name.
#[derive(Default, Debug)]
pub(crate) struct Roles {
    annotated: BTreeMap<String, Vec<Role>>,
    /// Functions that return a reference, with its class.
    returning: BTreeMap<String, String>,
    /// Types that derive `RefClass`, with their paths from the crate's root.
    classes: BTreeMap<String, String>,
}

impl Roles {
    pub(crate) fn collect(&mut self, file: &File, module: &str) {
        for item in &file.items {
            if let Item::Struct(item) = item
                && derives_class(item)
            {
                let name = item.ident.to_string();
                self.classes.insert(name.clone(), inside(module, &name));
            }
        }
        visit_functions(file, &mut |function| {
            let references = references(function.attributes);
            if !references.is_empty() {
                let role = Role::of(function.signature, inside(module, &function.path), references);
                self.annotated.entry(role.name.clone()).or_default().push(role);
            }
            if let Output::Other(ty) = output(&function.signature.output)
                && let Some((_, class)) = ty.split_once("MmRef<")
            {
                self.returning.insert(function.signature.ident.to_string(), class.trim_end_matches('>').to_owned());
            }
        });
    }

    /// The function that is called by this name with so many arguments, counting neither the receiver of a method.
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
    derives.into_iter().any(|it| it.meta.to_token_stream().to_string().contains("RefClass"))
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
pub(crate) fn references(attributes: &[Attribute]) -> Vec<Reference> {
    attributes.iter().filter_map(|attribute| Some((mode(attribute)?, attribute))).flat_map(of_attribute).collect()
}

fn mode(attribute: &Attribute) -> Option<Mode> {
    match attribute.path().segments.last()?.ident.to_string().as_str() {
        "acquires_ref" => Some(Mode::Acquires),
        "requires_ref" => Some(Mode::Requires),
        "releases_ref" => Some(Mode::Releases),
        _ => None,
    }
}

fn of_attribute((mode, attribute): (Mode, &Attribute)) -> Vec<Reference> {
    let arguments = attribute.parse_args_with(Punctuated::<Argument, Token![,]>::parse_terminated);
    let references = arguments.into_iter().flatten().filter_map(|argument| match argument {
        Argument::Reference { name, class } => Some(Reference { name, class, mode }),
        Argument::Option => None,
    });
    references.collect()
}

enum Argument {
    Reference { name: String, class: String },
    Option,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![crate]) && input.peek2(Token![=]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            input.parse::<syn::Path>()?;
            return Ok(Self::Option);
        }
        let (name, class) = named_class(input)?;
        Ok(Self::Reference { name, class })
    }
}

/// `name: Class`, or the class alone.
pub(super) fn named_class(input: ParseStream<'_>) -> syn::Result<(String, String)> {
    let mut name = "mm_ref".to_owned();
    if input.peek(Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        name = input.parse::<Ident>()?.to_string();
        input.parse::<Token![:]>()?;
    }
    Ok((name, type_text(&input.parse()?)))
}
