//! Ways out of a function, and the values that it fails with.

use quote::ToTokens;
use syn::Expr;
use syn::spanned::Spanned;

use super::Reader;
use crate::source::SourceFile;
use crate::source::facts::{Exit, Output};

impl Reader<'_> {
    pub(super) fn exit(&mut self, value: &Expr) {
        if let Expr::Call(call) = value
            && is_named(&call.func, "Err")
            && let Some(error) = call.args.first()
        {
            self.error(error);
        }
        let text = value.to_token_stream().to_string();
        let is_failure = text == "None" || text == "false" || text.starts_with("Err ") || text.contains("null");
        let plain = matches!(value, Expr::Call(_) | Expr::Path(_) | Expr::Lit(_) | Expr::MethodCall(_));
        if plain {
            let span = value.span().byte_range();
            self.function.exits.push(Exit { span, is_success: !is_failure });
        }
    }

    /// A value that a function fails with, if it can be written anywhere else.
    pub(super) fn error(&mut self, error: &Expr) {
        let constant = match error {
            Expr::Path(path) => path.path.segments.len() > 1 || is_upper(&path.path.to_token_stream().to_string()),
            Expr::Unary(unary) => is_upper(&unary.expr.to_token_stream().to_string()),
            Expr::Lit(_) => true,
            _ => false,
        };
        if constant && self.function.error.is_none() {
            self.function.error = Some(error.to_token_stream().to_string().replace(" :: ", "::"));
        }
    }
}

fn is_named(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident(name))
}

fn is_upper(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// A function that names no error of its own uses that of another one with the same error type.
pub(in crate::source) fn share_errors(files: &mut [SourceFile]) {
    let functions = || files.iter().flat_map(|file| &file.functions);
    let known: Vec<(Output, String)> =
        functions().filter_map(|function| Some((function.output.clone(), function.error.clone()?))).collect();
    for function in files.iter_mut().flat_map(|file| &mut file.functions) {
        if let (None, Output::Result { error: wanted, .. }) = (&function.error, &function.output) {
            let same = known.iter().find(|(it, _)| matches!(it, Output::Result { error, .. } if error == wanted));
            function.error = same.map(|(_, error)| error.clone());
        }
    }
}
