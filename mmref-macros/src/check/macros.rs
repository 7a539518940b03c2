//! Which macros are read as expressions.

use std::rc::Rc;

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Macro, Pat, Path, Token};

use super::field::apart_from_fields;
use super::observe::{Place, address};
use super::pattern::{self, Matches};
use super::scope::{self, Binding};
use super::walk::Walker;
use super::world::{Told, Value, Worlds, plain, telling};

/// How a macro uses its arguments.
enum Kind {
    /// Looks at them: std's formatting and assertions, `tracing`, `log`; and `MM_REF!(Type::field)`.
    Reads,
    /// The same, and never returns.
    Panics,
    /// Goes on only if its first argument is true.
    Asserts,
    Matches,
    /// Something unknown.
    Other,
}

const READING: [&str; 28] = [
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
    "vec",
    "dbg",
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

fn kind(path: &Path) -> Kind {
    let Some(name) = path.segments.last().map(|segment| segment.ident.to_string()) else { return Kind::Other };
    match name.as_str() {
        "panic" | "unreachable" | "todo" | "unimplemented" => Kind::Panics,
        "assert" => Kind::Asserts,
        "matches" => Kind::Matches,
        name if READING.contains(&name) => Kind::Reads,
        _ => Kind::Other,
    }
}

/// Whether the macro changes none of its arguments.
pub(super) fn only_reads(mac: &Macro) -> bool {
    !matches!(kind(&mac.path), Kind::Other)
}

/// The name that `MM_REF!(name: Class)` or `MM_REF!(name)` declares.
pub(super) fn declared(mac: &Macro) -> Option<Ident> {
    let declares = mac.path.segments.last()?.ident == "MM_REF" && !mac.tokens.is_empty();
    let name = |input: ParseStream<'_>| {
        let name: Ident = input.parse()?;
        if input.peek(Token![::]) {
            return Err(input.error("a path, which names a field"));
        }
        let _rest: proc_macro2::TokenStream = input.parse()?;
        Ok(name)
    };
    declares.then(|| name.parse2(mac.tokens.clone()).ok()).flatten()
}

/// Whether the expression makes a new, idle reference: `MM_REF!()`, `MM_REF!(Type::field)`, `MmRef::new()`,
/// `MmRef::default()`.
pub(super) fn is_new_reference(expression: &Expr) -> bool {
    match expression {
        Expr::Macro(mac) => {
            mac.mac.path.segments.last().is_some_and(|last| last.ident == "MM_REF") && declared(&mac.mac).is_none()
        }
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) if call.args.is_empty() => {
                let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
                matches!(names.as_slice(), [.., ty, function] if ty == "MmRef" && (function == "new" || function == "default"))
            }
            _ => false,
        },
        _ => false,
    }
}

/// One argument: an expression, perhaps under a name.
struct Argument(Expr);

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        match input.parse()? {
            Expr::Assign(named) => Ok(Self(*named.right)),
            expression => Ok(Self(expression)),
        }
    }
}

fn arguments(mac: &Macro) -> Option<Parsed> {
    let list = Punctuated::<Argument, Token![,]>::parse_terminated;
    if let Ok(arguments) = list.parse2(mac.tokens.clone()) {
        return Some(Parsed::List(arguments.into_iter().map(|argument| argument.0).collect()));
    }
    let repeated = |input: ParseStream<'_>| {
        let element = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok(Parsed::List(vec![element, input.parse()?]))
    };
    repeated.parse2(mac.tokens.clone()).ok()
}

impl Walker<'_> {
    /// `node` is what stays at its address while the function is checked.
    pub(super) fn macro_call<T>(&mut self, mac: &Macro, node: &T, worlds: Worlds) -> Told {
        let kind = kind(&mac.path);
        if let Kind::Matches = kind {
            return self.matches_macro(mac, node, worlds);
        }
        let Some(arguments) = self.arguments_of(mac, node) else {
            return telling(self.escape(mac.tokens.clone(), worlds), Value::Unknown);
        };
        let Parsed::List(arguments) = &*arguments else { return telling(worlds, Value::Unknown) };
        match (kind, arguments.split_first()) {
            (Kind::Panics, _) => {
                self.read(arguments, worlds);
                Told::new()
            }
            (Kind::Asserts, Some((condition, _))) => {
                let holds = self.condition(condition, worlds).0;
                self.decide(condition, true);
                telling(holds, Value::Unknown)
            }
            _ => telling(self.read(arguments, worlds), Value::Unknown),
        }
    }

    /// The arguments are looked at, and stay where they are.
    fn read(&mut self, arguments: &[Expr], worlds: Worlds) -> Worlds {
        let mut of_addresses = false;
        arguments.iter().fold(worlds, |worlds, argument| match (argument, self.named(argument)) {
            (Expr::Lit(ExprLit { lit: Lit::Str(format), .. }), _) => {
                let placeholders = placeholders(&format.value());
                of_addresses |= placeholders.iter().any(|(_, spec)| spec.ends_with('p'));
                self.read_inside(&placeholders, argument, &worlds);
                worlds
            }
            (_, Some(Binding::Slot(_))) => worlds,
            _ if of_addresses => plain(self.address(argument, worlds)),
            _ => plain(apart_from_fields(self.expression(argument, worlds))),
        })
    }

    /// The variables that a format string names itself.
    fn read_inside(&mut self, placeholders: &[(String, String)], format: &Expr, worlds: &Worlds) {
        for (name, _) in placeholders.iter().filter(|(_, spec)| !spec.ends_with('p')) {
            let named = syn::parse_str(name).ok().and_then(|name: Ident| scope::find(&self.scopes, &name));
            if let Some(Binding::Var(var)) = named {
                self.used(var, worlds, Place::of(format));
            }
        }
    }

    fn matches_macro<T>(&mut self, mac: &Macro, node: &T, worlds: Worlds) -> Told {
        let Some(arguments) = self.parsed(mac, node, matches_arguments) else {
            return telling(self.escape(mac.tokens.clone(), worlds), Value::Unknown);
        };
        let Parsed::Matches(matched, unguarded) = &*arguments else { return telling(worlds, Value::Unknown) };
        let (value, pattern) = &**matched;
        let matches = pattern::matches(pattern);
        apart_from_fields(self.expression(value, worlds)).each(|(_, value)| {
            *value = match (*value, matches) {
                (Value::Outcome(event), Matches::Success) if *unguarded => Value::Truth(event, true),
                (Value::Outcome(event), Matches::Failure) if *unguarded => Value::Truth(event, false),
                _ => Value::Unknown,
            };
        })
    }

    fn arguments_of<T>(&mut self, mac: &Macro, node: &T) -> Option<Rc<Parsed>> {
        match kind(&mac.path) {
            Kind::Other | Kind::Matches => None,
            _ => self.parsed(mac, node, arguments),
        }
    }

    /// What the macro's tokens say, read once: syntax is known by its address.
    fn parsed<T>(&mut self, mac: &Macro, node: &T, parse: fn(&Macro) -> Option<Parsed>) -> Option<Rc<Parsed>> {
        let known = self.parsed.entry(address(node));
        known.or_insert_with(|| parse(mac).map(Rc::new)).clone()
    }
}

/// A macro's arguments.
pub(super) enum Parsed {
    List(Vec<Expr>),
    /// `matches!(value, pattern)`, and whether it has no guard.
    Matches(Box<(Expr, Pat)>, bool),
}

/// The name and the format of each `{name:format}`.
fn placeholders(format: &str) -> Vec<(String, String)> {
    let unescaped = format.replace("{{", "");
    let inside = unescaped.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let both = |inside: &str| {
        let (name, spec) = inside.split_once(':').unwrap_or((inside, ""));
        (name.trim().to_owned(), spec.trim().to_owned())
    };
    inside.map(both).collect()
}

/// The value that `matches!` looks at.
pub(super) fn matched(mac: &Macro) -> Option<Expr> {
    let Kind::Matches = kind(&mac.path) else { return None };
    match matches_arguments(mac) {
        Some(Parsed::Matches(matched, _)) => Some(matched.0),
        _ => None,
    }
}

fn matches_arguments(mac: &Macro) -> Option<Parsed> {
    let parse = |input: ParseStream<'_>| {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let rest: proc_macro2::TokenStream = input.parse()?;
        Ok(Parsed::Matches(Box::new((value, pattern)), rest.is_empty()))
    };
    parse.parse2(mac.tokens.clone()).ok()
}
