//! The modules of a crate, and where their names come from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use syn::{Attribute, File, Item, ItemMod, ItemUse, UseTree};

/// The path of a module from the root, `["check", "walk"]`, or of an item in one.
pub(crate) type Steps = Vec<String>;

/// Where files are read from: the disk, or a test's own.
pub(crate) trait Files {
    fn read(&self, path: &str) -> Option<String>;
}

/// A `src` folder.
pub(crate) struct Disk(pub(crate) PathBuf);

impl Files for Disk {
    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.0.join(path)).ok()
    }
}

/// Everything in a crate, in a build that is not for tests.
#[derive(Default)]
pub(crate) struct Crate {
    pub(crate) modules: BTreeMap<Steps, Module>,
    /// Where each `#[macro_export]`ed macro is defined.
    macros: BTreeMap<String, Steps>,
}

pub(crate) struct Module {
    pub(crate) file: String,
    pub(crate) items: Vec<Item>,
    /// Its imports, by their local names.
    imports: Vec<(String, Steps)>,
}

impl Crate {
    pub(crate) fn read(files: &impl Files) -> Self {
        let mut krate = Self::default();
        let (file, items) = parsed(files, &["lib.rs".to_owned()]);
        krate.add(files, Steps::new(), file, items);
        krate
    }

    fn add(&mut self, files: &impl Files, steps: Steps, file: String, items: Vec<Item>) {
        let items: Vec<Item> = items.into_iter().filter(|item| !is_for_tests(attributes(item))).collect();
        for item in &items {
            match item {
                Item::Mod(child) => self.add_child(files, &steps, &file, child),
                Item::Macro(item) if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) => {
                    let name = item.ident.as_ref().expect("an exported macro has a name");
                    self.macros.insert(name.to_string(), steps.clone());
                }
                _ => {}
            }
        }
        let imports = items.iter().filter_map(|item| match item {
            Item::Use(item) => Some(leaves(item)),
            _ => None,
        });
        let imports = imports.flatten().collect();
        self.modules.insert(steps, Module { file, items, imports });
    }

    fn add_child(&mut self, files: &impl Files, parent: &Steps, file: &str, child: &ItemMod) {
        let steps = joined(parent, [child.ident.to_string()]);
        match &child.content {
            Some((_, items)) => self.add(files, steps, file.to_owned(), items.clone()),
            None => {
                let base = steps.join("/");
                let (file, items) = parsed(files, &[format!("{base}.rs"), format!("{base}/mod.rs")]);
                self.add(files, steps, file, items);
            }
        }
    }

    /// The modules directly below this one.
    pub(crate) fn children(&self, steps: &Steps) -> BTreeSet<String> {
        let below = self.modules.keys().filter(|module| module.len() == steps.len() + 1 && module.starts_with(steps));
        below.filter_map(|module| module.last().cloned()).collect()
    }

    /// The item that a path means, as seen from a module: the module that defines it, and its name there. `None` if
    /// it does not belong to this crate.
    pub(crate) fn resolve(&self, from: &Steps, path: &[String]) -> Option<Steps> {
        self.resolved(from, path, 16)
    }

    fn resolved(&self, from: &Steps, path: &[String], patience: usize) -> Option<Steps> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => Steps::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            name if self.modules.contains_key(&joined(from, [name.to_owned()])) => joined(from, [name.to_owned()]),
            _ => return None,
        };
        self.walked(start, rest, patience)
    }

    /// Continues from a module, through any imports.
    fn walked(&self, module: Steps, path: &[String], patience: usize) -> Option<Steps> {
        let Some((first, rest)) = path.split_first() else { return Some(module) };
        if first == "super" {
            return self.walked(module[..module.len().checked_sub(1)?].to_vec(), rest, patience);
        }
        let below = joined(&module, [first.clone()]);
        if self.modules.contains_key(&below) {
            return self.walked(below, rest, patience);
        }
        if let (true, Some(home)) = (module.is_empty(), self.macros.get(first)) {
            return Some(joined(home, [first.clone()]));
        }
        let imported = self.modules.get(&module)?.imports.iter().find(|(name, _)| name == first);
        match imported {
            Some((_, target)) if patience > 0 => {
                let target: Vec<String> = target.iter().chain(rest).cloned().collect();
                // An item of another crate counts where it is imported.
                self.resolved(&module, &target, patience - 1).or(Some(below))
            }
            _ => Some(below),
        }
    }
}

pub(crate) fn joined(steps: &[String], more: impl IntoIterator<Item = String>) -> Steps {
    steps.iter().cloned().chain(more).collect()
}

fn parsed(files: &impl Files, candidates: &[String]) -> (String, Vec<Item>) {
    let found = candidates.iter().find_map(|path| Some((path, files.read(path)?)));
    let (path, text) = found.unwrap_or_else(|| panic!("there is no {}", candidates.join(" and no ")));
    let File { items, .. } = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    (path.clone(), items)
}

/// Exactly `#[cfg(test)]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    let cfgs = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    cfgs.filter_map(|attribute| attribute.parse_args::<syn::Ident>().ok()).any(|cfg| cfg == "test")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The imported names: the local name, and the path. A glob has the name `*`.
pub(crate) fn leaves(item: &ItemUse) -> Vec<(String, Steps)> {
    fn gather(tree: &UseTree, before: &[String], found: &mut Vec<(String, Steps)>) {
        match tree {
            UseTree::Path(tree) => gather(&tree.tree, &joined(before, [tree.ident.to_string()]), found),
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| gather(tree, before, found)),
            UseTree::Glob(_) => found.push(("*".to_owned(), before.to_vec())),
            UseTree::Name(tree) if tree.ident == "self" => {
                found.push((before.last().cloned().unwrap_or_default(), before.to_vec()));
            }
            UseTree::Name(tree) => found.push((tree.ident.to_string(), joined(before, [tree.ident.to_string()]))),
            UseTree::Rename(tree) => {
                let target =
                    if tree.ident == "self" { before.to_vec() } else { joined(before, [tree.ident.to_string()]) };
                found.push((tree.rename.to_string(), target));
            }
        }
    }
    let mut found = Vec::new();
    if item.leading_colon.is_none() {
        gather(&item.tree, &[], &mut found);
    }
    found
}
