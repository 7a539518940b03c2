//! Which functions of a program acquire, require or release references: what their attributes say.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, File, FnArg, GenericArgument, Ident, PathArguments, ReturnType, Signature, Token, Type};

use super::facts::{Mode, Output};
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
}

impl Roles {
    pub(crate) fn collect(&mut self, file: &File, module: &str) {
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

    pub(crate) fn all(&self) -> impl Iterator<Item = &Role> {
        self.annotated.values().flatten()
    }
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
        let mut name = "mm_ref".to_owned();
        if input.peek(Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
            name = input.parse::<Ident>()?.to_string();
            input.parse::<Token![:]>()?;
        }
        Ok(Self::Reference { name, class: type_text(&input.parse()?) })
    }
}

pub(crate) fn output(output: &ReturnType) -> Output {
    match output {
        ReturnType::Default => Output::Unit,
        ReturnType::Type(_, ty) => output_type(ty),
    }
}

fn output_type(ty: &Type) -> Output {
    match ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => Output::Unit,
        Type::Never(_) => Output::Never,
        Type::Ptr(_) => Output::Pointer,
        Type::Path(path) => {
            let last = path.path.segments.last().expect("a path has a segment");
            let arguments = type_arguments(&last.arguments);
            match last.ident.to_string().as_str() {
                "bool" => Output::Bool,
                "Option" => Output::Option(arguments.into_iter().next().unwrap_or_default()),
                "Result" => {
                    let mut arguments = arguments.into_iter();
                    let payload = arguments.next().unwrap_or_default();
                    // An alias names its error somewhere else, and goes by its own name here.
                    let error = arguments.next().unwrap_or_else(|| text(&path.path.to_token_stream().to_string()));
                    Output::Result { payload, error }
                }
                _ => Output::Other(type_text(ty)),
            }
        }
        other => Output::Other(type_text(other)),
    }
}

fn type_arguments(arguments: &PathArguments) -> Vec<String> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(type_text(ty)),
        _ => None,
    });
    types.collect()
}

/// A type in one spelling, without lifetimes.
pub(crate) fn type_text(ty: &Type) -> String {
    text(&ty.to_token_stream().to_string())
}

fn text(tokens: &str) -> String {
    let words = tokens.split_whitespace().filter(|word| !word.starts_with('\''));
    let mut text = String::new();
    for word in words {
        let joins = |c: char| c.is_alphanumeric() || c == '_';
        if text.ends_with(joins) && word.starts_with(joins) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
