//! A body as syntax, and as text.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Lifetime;

use super::body::{
    Back, Cond, FILLED, FLAGS, Form, Function, Giving, Head, Kind, Name, Object, SHOWN, Source, Stmt, Test,
};

/// The function as a user would write it.
fn item(function: &Function) -> syn::ItemFn {
    let Function { returns, body, .. } = function;
    let (statements, flags) = (block(body), (0..FLAGS).map(flag));
    let ty = returns.map(|kind| match kind {
        Kind::Bool => quote!(-> bool),
        _ => quote!(-> Option<&'static Mm>),
    });
    let success = returns.map(success);
    syn::parse_quote! {
        fn body(a: &'static Mm, b: &'static Mm, items: &[u32], #(#flags: bool),*) #ty {
            #statements
            #success
        }
    }
}

fn success(kind: Kind) -> TokenStream {
    match kind {
        Kind::Bool => quote!(true),
        _ => quote!(Some(a)),
    }
}

/// The function as text.
pub(super) fn source(function: &Function) -> String {
    let item = syn::Item::Fn(item(function));
    prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: vec![], items: vec![item] })
}

fn block(body: &[Stmt]) -> TokenStream {
    body.iter().map(statement).collect()
}

fn statement(stmt: &Stmt) -> TokenStream {
    match stmt {
        Stmt::Declare(name) => with(name, |r| quote!(MM_REF!(#r: Users);)),
        Stmt::Plain(name) => with(name, |r| quote!(let mut #r = MmRef::<Users>::new();)),
        Stmt::Renew(name) => with(name, |r| quote!(#r = MmRef::new();)),
        Stmt::Assign(into, from) => {
            let (into, from) = (ident(into), ident(from));
            quote!(#into = #from;)
        }
        Stmt::Get(what, into) => {
            let (mm, r) = (object(what), ident(into));
            let get = qualified("get", matches!(what, Object::Parameter(1)));
            let r = filled(into, &r);
            quote!(#get(#mm, #r);)
        }
        Stmt::Put(mm, what) => {
            let (mm, r) = (object(mm), giving(what));
            quote!(put(#mm, #r);)
        }
        Stmt::Vouch(name) => with(name, |r| match name.as_str() {
            FILLED => quote!(vouch(&*#r);),
            SHOWN => quote!(vouch(#r);),
            _ => quote!(vouch(&#r);),
        }),
        Stmt::Move(from, into) => {
            let move_ref = qualified("move_ref", matches!(from, Giving::Taken(_)));
            let (from, into) = (giving(from), filled(into, &ident(into)));
            quote!(#move_ref(#from, #into);)
        }
        Stmt::Read(mm) => {
            let mm = object(mm);
            quote!(read(#mm);)
        }
        Stmt::Work => quote!(work()?;),
        Stmt::If(cond, then, otherwise) => branches(&condition(cond), then, otherwise),
        Stmt::Bind(name, source) => {
            let (name, source) = (ident(name), acquire(source));
            quote!(let #name = #source;)
        }
        Stmt::Test(it) => test(it),
        Stmt::LetElse { bound, source, otherwise } => let_else(bound, source, otherwise),
        Stmt::Question { bound, source } => question(bound, source),
        Stmt::Unwrap { bound, source } => {
            let (bound, source) = (ident(bound), acquire(source));
            quote!(let #bound = #source.unwrap();)
        }
        Stmt::Repeat { label, head, body } => repeat(label.as_ref(), head, body),
        Stmt::Block { label, body } => {
            let (label, body) = (colon(label.as_ref()), block(body));
            quote!(#label { #body })
        }
        Stmt::Break(label) => {
            let label = label.as_ref().map(lifetime);
            quote!(break #label;)
        }
        Stmt::Continue(label) => {
            let label = label.as_ref().map(lifetime);
            quote!(continue #label;)
        }
        Stmt::Return(Back::Outcome(source)) => {
            let outcome = acquire(source);
            quote!(return #outcome;)
        }
        Stmt::Return(Back::Success(kind)) => {
            let success = kind.map(success);
            quote!(return #success;)
        }
        Stmt::Return(Back::Failure(Kind::Bool)) => quote!(return false;),
        Stmt::Return(Back::Failure(_)) => quote!(return None;),
        Stmt::Panic => quote!(panic!();),
    }
}

fn test(test: &Test) -> TokenStream {
    let (value, kind) = (acquire(&test.source), test.source.kind());
    let (some, none) = patterns(kind, &test.bound);
    match (test.form, kind) {
        (Form::Match, _) => {
            let (then, otherwise) = (block(&test.then), block(&test.otherwise));
            quote!(match #value { #some => { #then } #none => { #otherwise } })
        }
        (Form::Negated, _) => branches(&predicate(&value, kind, false), &test.otherwise, &test.then),
        (Form::Pattern, Kind::Option | Kind::Result) => {
            branches(&quote!(let #some = #value), &test.then, &test.otherwise)
        }
        _ => branches(&predicate(&value, kind, true), &test.then, &test.otherwise),
    }
}

fn let_else(bound: &Name, source: &Source, otherwise: &[Stmt]) -> TokenStream {
    let (value, otherwise) = (acquire(source), block(otherwise));
    match source.kind() {
        Kind::Bool => quote!(if !#value { #otherwise }),
        kind => {
            let (some, _) = patterns(kind, bound);
            quote!(let #some = #value else { #otherwise };)
        }
    }
}

fn question(bound: &Name, source: &Source) -> TokenStream {
    let (bound, value) = (ident(bound), acquire(source));
    match source.kind() {
        Kind::Result => quote!(let #bound = #value.ok()?;),
        _ => quote!(let #bound = #value?;),
    }
}

/// The patterns of success and failure.
fn patterns(kind: Kind, bound: &Name) -> (TokenStream, TokenStream) {
    let bound = ident(bound);
    match kind {
        Kind::Option => (quote!(Some(#bound)), quote!(None)),
        Kind::Result => (quote!(Ok(#bound)), quote!(Err(_))),
        Kind::Bool => (quote!(true), quote!(false)),
    }
}

fn predicate(value: &TokenStream, kind: Kind, success: bool) -> TokenStream {
    match (kind, success) {
        (Kind::Option, true) => quote!(#value.is_some()),
        (Kind::Option, false) => quote!(#value.is_none()),
        (Kind::Result, true) => quote!(#value.is_ok()),
        (Kind::Result, false) => quote!(#value.is_err()),
        (Kind::Bool, true) => value.clone(),
        (Kind::Bool, false) => quote!(!#value),
    }
}

fn branches(head: &TokenStream, then: &[Stmt], otherwise: &[Stmt]) -> TokenStream {
    let (then, rest) = (block(then), block(otherwise));
    if otherwise.is_empty() { quote!(if #head { #then }) } else { quote!(if #head { #then } else { #rest }) }
}

fn repeat(label: Option<&Name>, head: &Head, body: &[Stmt]) -> TokenStream {
    let (label, body) = (colon(label), block(body));
    match head {
        Head::For => quote!(#label for _ in items { #body }),
        Head::While => quote!(#label while more() { #body }),
        Head::Loop => quote!(#label loop { #body }),
        Head::WhileLet(bound, source) => {
            let value = acquire(source);
            let (some, _) = patterns(source.kind(), bound);
            match source.kind() {
                Kind::Bool => quote!(#label while #value { #body }),
                _ => quote!(#label while let #some = #value { #body }),
            }
        }
    }
}

fn acquire(source: &Source) -> TokenStream {
    match source {
        Source::Find(into) => with(into, |r| {
            let r = filled(into, &r);
            quote!(find(#r))
        }),
        Source::Open(into) => with(into, |r| {
            let r = filled(into, &r);
            quote!(open(#r))
        }),
        Source::TryGet(mm, into) => {
            let (mm, r) = (object(mm), filled(into, &ident(into)));
            quote!(try_get(#mm, #r))
        }
        Source::Bound(_, name) => with(name, |name| quote!(#name)),
    }
}

fn condition(cond: &Cond) -> TokenStream {
    match cond {
        Cond::Flag(index) => {
            let flag = flag(*index);
            quote!(#flag)
        }
        Cond::Fact(0) => quote!(ready()),
        Cond::Fact(1) => quote!(a.mapped),
        Cond::Fact(_) => quote!(is_ready(a)),
        Cond::Call => quote!(check()),
        Cond::Witness(name) => with(name, |name| quote!(#name)),
        Cond::Not(inner) => {
            let inner = grouped(inner);
            quote!(!#inner)
        }
        Cond::And(left, right) => {
            let (left, right) = (grouped(left), grouped(right));
            quote!(#left && #right)
        }
        Cond::Or(left, right) => {
            let (left, right) = (grouped(left), grouped(right));
            quote!(#left || #right)
        }
    }
}

fn grouped(cond: &Cond) -> TokenStream {
    let inner = condition(cond);
    if matches!(cond, Cond::And(..) | Cond::Or(..)) { quote!((#inner)) } else { inner }
}

/// Some calls use their whole path.
fn qualified(name: &str, is: bool) -> TokenStream {
    let name = ident(name);
    if is { quote!(mmref::#name) } else { quote!(#name) }
}

/// A reference that is passed to be filled. An acquiring function's own is a `&mut` already.
fn filled(name: &Name, r: &Ident) -> TokenStream {
    if name == FILLED { quote!(#r) } else { quote!(&mut #r) }
}

fn giving(giving: &Giving) -> TokenStream {
    match giving {
        Giving::Whole(name) => with(name, |r| quote!(#r)),
        Giving::Taken(name) => with(name, |r| quote!(#r.take())),
    }
}

fn object(object: &Object) -> Ident {
    match object {
        Object::Parameter(0) => ident("a"),
        Object::Parameter(_) => ident("b"),
        Object::Bound(name) => ident(name),
    }
}

fn flag(index: usize) -> Ident {
    ident(&format!("c{index}"))
}

fn with(name: &str, tokens: impl FnOnce(Ident) -> TokenStream) -> TokenStream {
    tokens(ident(name))
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn lifetime(label: &Name) -> Lifetime {
    Lifetime::new(&format!("'{label}"), Span::call_site())
}

fn colon(label: Option<&Name>) -> Option<TokenStream> {
    label.map(lifetime).map(|label| quote!(#label:))
}

/// One statement as text.
pub(super) fn statement_source(stmt: &Stmt) -> String {
    statement(stmt).to_string()
}
