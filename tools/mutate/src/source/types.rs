//! Types as text, and what a return type tells.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, ReturnType, Type};

use super::facts::Output;

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
                    // An alias names its error elsewhere, so its own name is used.
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

/// A type in canonical spelling, without lifetimes.
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
