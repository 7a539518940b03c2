//! Which macros are known, and how their arguments are read.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Macro, Pat, Path, Token};

use super::path;

/// How a macro uses its arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Reads them: std's formatting and assertions, `tracing`, `log`; and `MM_REF!(Type::field)`.
    Reads,
    /// Stores them: `vec!`.
    Stores,
    /// Passes its argument on: `dbg!`.
    Passes,
    /// Looks at them, and never returns.
    Panics,
    /// Continues only if its first argument is true.
    Asserts,
    Matches,
    /// Something unknown.
    Other,
}

const READING: [&str; 26] = [
    "MM_REF",
    "format",
    "format_args",
    "print",
    "println",
    "eprint",
    "eprintln",
    "write",
    "writeln",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "concat",
    "stringify",
    "line",
    "file",
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "event",
    "log",
    "pr_info",
];

pub(crate) fn kind(path: &Path) -> Kind {
    let Some(name) = path::last_name(path) else { return Kind::Other };
    match name.to_string().as_str() {
        "panic" | "unreachable" | "todo" | "unimplemented" => Kind::Panics,
        "vec" => Kind::Stores,
        "dbg" => Kind::Passes,
        "assert" => Kind::Asserts,
        "matches" => Kind::Matches,
        name if READING.contains(&name) => Kind::Reads,
        _ => Kind::Other,
    }
}

/// Whether the macro never returns.
pub(crate) fn panics(mac: &Macro) -> bool {
    kind(&mac.path) == Kind::Panics
}

/// Whether the macro changes none of its arguments.
pub(crate) fn only_reads(mac: &Macro) -> bool {
    !matches!(kind(&mac.path), Kind::Other)
}

/// The name that `MM_REF!(name: Class)` or `MM_REF!(name)` declares.
pub(crate) fn declared(mac: &Macro) -> Option<Ident> {
    let declares = is_mm_ref(mac) && !mac.tokens.is_empty();
    let name = |input: ParseStream<'_>| {
        let name: Ident = input.parse()?;
        if input.peek(Token![::]) {
            return Err(input.error("a path, which names a field"));
        }
        let _rest: TokenStream = input.parse()?;
        Ok(name)
    };
    declares.then(|| name.parse2(mac.tokens.clone()).ok()).flatten()
}

/// Whether the expression makes a new, idle reference: `MM_REF!()`, `MM_REF!(Type::field)`, `MmRef::new()`,
/// `MmRef::default()`.
pub(crate) fn is_new_reference(expression: &Expr) -> bool {
    match expression {
        Expr::Macro(mac) => is_mm_ref(&mac.mac) && declared(&mac.mac).is_none(),
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) if call.args.is_empty() => {
                let names = path::segments(&path.path);
                matches!(names.as_slice(), [.., ty, function] if ty == "MmRef" && (function == "new" || function == "default"))
            }
            _ => false,
        },
        _ => false,
    }
}

fn is_mm_ref(mac: &Macro) -> bool {
    path::ends_in(&mac.path, &["MM_REF"])
}

/// One argument: an expression, perhaps with a name.
struct Argument(Expr);

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        match input.parse()? {
            Expr::Assign(named) => Ok(Self(*named.right)),
            expression => Ok(Self(expression)),
        }
    }
}

/// The arguments of a macro that takes a list, such as `format!` and `vec!`.
pub(crate) fn arguments(mac: &Macro) -> Option<Vec<Expr>> {
    let list = Punctuated::<Argument, Token![,]>::parse_terminated;
    if let Ok(arguments) = list.parse2(mac.tokens.clone()) {
        return Some(arguments.into_iter().map(|argument| argument.0).collect());
    }
    let repeated = |input: ParseStream<'_>| {
        let element = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok(vec![element, input.parse()?])
    };
    repeated.parse2(mac.tokens.clone()).ok()
}

/// `matches!(value, pattern)`
pub(crate) struct Matched {
    pub(crate) value: Expr,
    pub(crate) pattern: Pat,
    pub(crate) is_guarded: bool,
}

/// The value and the pattern of a `matches!`.
pub(crate) fn matched(mac: &Macro) -> Option<Matched> {
    if kind(&mac.path) != Kind::Matches {
        return None;
    }
    let parse = |input: ParseStream<'_>| {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let rest: TokenStream = input.parse()?;
        Ok(Matched { value, pattern, is_guarded: !rest.is_empty() })
    };
    parse.parse2(mac.tokens.clone()).ok()
}
