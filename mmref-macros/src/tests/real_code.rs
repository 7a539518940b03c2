//! Code that was not written for mmref: every function of the packages that this workspace is built with.
//!
//! A function that mentions no reference has no findings. Whatever is annotated, and however its tokens are jumbled,
//! nothing panics, and the output can be parsed again or contains an error.
//!
//! `MMREF_REAL_CODE` is the number of functions that are tested, in randomly chosen files, the same ones in every run.
//! The default is [`USUAL`].

use std::path::{Path, PathBuf};

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};

use super::messages;
use crate::expand::Tracking;
use crate::model::Mode;
use crate::pipeline;

const MODES: [Mode; 3] = [Mode::Acquires, Mode::Requires, Mode::Releases];

/// Takes a few seconds.
const USUAL: usize = 400;

/// The stack size of a thread of rustc.
const STACK: usize = 8 << 20;

/// A function, and where it was found.
struct Found {
    place: String,
    tokens: TokenStream,
}

/// Findings about fields are left to rustc, which knows their types.
#[test]
fn nothing_is_said_of_functions_without_references() {
    for_each_function(|found| {
        let written = pipeline::balances(TokenStream::new(), in_impl_if_needed(&found.tokens));
        assert_eq!(messages(written.clone()), "", "{}", found.place);
        assert!(syn::parse2::<syn::File>(written).is_ok(), "{}", found.place);
    });
}

#[test]
fn every_function_can_be_annotated() {
    for_each_function(|found| {
        for (mode, tracking) in MODES.into_iter().flat_map(|mode| [(mode, Tracking::On), (mode, Tracking::Off)]) {
            let written = pipeline::annotate(mode, quote!(Users), found.tokens.clone(), tracking);
            let read = syn::parse2::<syn::File>(in_impl_if_needed(&written));
            assert!(
                read.is_ok(),
                "{}: {}: {}\n{written}",
                found.place,
                mode.attribute(),
                read.err().map_or_else(String::new, |error| error.to_string())
            );
        }
    });
}

#[test]
fn jumbled_tokens_are_an_error_and_no_panic() {
    let mut dice = Dice(1);
    for_each_function(|found| {
        let jumbled = jumbled(&found.tokens, &mut dice);
        for mode in MODES {
            assert_sound(&pipeline::annotate(mode, quote!(Users), jumbled.clone(), Tracking::On), &jumbled, found);
        }
        assert_sound(&pipeline::balances(TokenStream::new(), jumbled.clone()), &jumbled, found);
    });
}

/// What is not an item any more is returned as it was, for rustc to judge, or has our error beside it.
fn assert_sound(written: &TokenStream, jumbled: &TokenStream, found: &Found) {
    let is_item = |tokens: &TokenStream| syn::parse2::<syn::File>(in_impl_if_needed(tokens)).is_ok();
    let has_error = !messages(written.clone()).is_empty();
    assert!(has_error || is_item(written) || !is_item(jumbled), "{}:\n{jumbled}\nbecame\n{written}", found.place);
}

/// A method cannot stand alone.
fn in_impl_if_needed(tokens: &TokenStream) -> TokenStream {
    let is_item = syn::parse2::<syn::ItemFn>(tokens.clone()).is_ok_and(|item| item.sig.receiver().is_none());
    if is_item { tokens.clone() } else { quote!(impl Anything { #tokens }) }
}

fn for_each_function(mut look: impl FnMut(&Found) + Send) {
    let wanted = std::env::var("MMREF_REAL_CODE").map_or(USUAL, |number| number.parse().expect("a number"));
    let all = move || functions(wanted).iter().for_each(&mut look);
    std::thread::scope(|scope| {
        let looking = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, all).expect("a thread starts");
        looking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
}

/// This many functions with a body, or all if there are fewer.
fn functions(wanted: usize) -> Vec<Found> {
    let mut files: Vec<_> = packages().iter().flat_map(|package| sources(&package.join("src"))).collect();
    assert!(files.len() > 100, "only {} files were found", files.len());
    let (mut dice, mut found) = (Dice(2), Vec::new());
    while !files.is_empty() && found.len() < wanted {
        let file = files.swap_remove(dice.below(files.len()));
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        // Some files are for other editions, or are not code at all.
        if let Ok(parsed) = syn::parse_file(&text) {
            Functions { file: &file, found: &mut found }.visit_file(&parsed);
        }
    }
    found
}

/// The unpacked folders of all packages in the lock file.
fn packages() -> Vec<PathBuf> {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let lock = std::fs::read_to_string(lock).expect("the workspace has a lock file");
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).expect("cargo has a home");
    let registries = std::fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let registries: Vec<_> = registries.map(|registry| registry.path()).collect();
    let folders = lock
        .split("[[package]]")
        .filter_map(|package| Some(format!("{}-{}", value(package, "name")?, value(package, "version")?)));
    let folders = folders.flat_map(|folder| registries.iter().map(move |registry| registry.join(&folder)));
    folders.filter(|folder| folder.is_dir()).collect()
}

/// `key = "value"` of one package.
fn value<'t>(package: &'t str, key: &str) -> Option<&'t str> {
    package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| is_rust(path))
        .collect()
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

struct Functions<'a> {
    file: &'a Path,
    found: &'a mut Vec<Found>,
}

impl Functions<'_> {
    fn add(&mut self, name: &syn::Ident, function: &impl ToTokens) {
        let place = format!("{}:{}: {name}", self.file.display(), name.span().start().line);
        self.found.push(Found { place, tokens: function.to_token_stream() });
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig.ident, function);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig.ident, function);
        visit::visit_impl_item_fn(self, function);
    }
}

/// One token is deleted, doubled, or exchanged with the next, at some depth.
fn jumbled(tokens: &TokenStream, dice: &mut Dice) -> TokenStream {
    let mut trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    if trees.is_empty() {
        return TokenStream::new();
    }
    let at = dice.below(trees.len());
    match (&trees[at], dice.below(4)) {
        (TokenTree::Group(group), 0..3) => {
            let mut inner = Group::new(group.delimiter(), jumbled(&group.stream(), dice));
            inner.set_span(group.span());
            trees[at] = inner.into();
        }
        (_, 0) => _ = trees.remove(at),
        (tree, 1) => trees.insert(at, tree.clone()),
        _ => trees.swap(at, (at + 1) % tokens.clone().into_iter().count()),
    }
    trees.into_iter().collect()
}

/// Random numbers, the same ones in every run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
