//! The source of a target: read once, as places in its text.
//!
//! | file | what it is |
//! | --- | --- |
//! | `facts` | what is known of a function, as values |
//! | `names`, `arguments` | the names of mmref's items, and the arguments of its attributes |
//! | `roles` | which functions acquire, require and release, from their attributes |
//! | `fields` | which fields hold references, and where those are made |
//! | `functions` | every function of a file, with its path |
//! | `reader` | the visitor that finds the facts of one function |
//! | `types` | types as text |
//! | `slots` | which expression means which slot |
//! | `owners` | who owns a reference, across functions |

pub(crate) mod arguments;
pub(crate) mod facts;
pub(crate) mod fields;
mod functions;
pub(crate) mod names;
pub(crate) mod owners;
mod reader;
pub(crate) mod roles;
mod slots;
pub(crate) mod types;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::visit::Visit;

use facts::{Function, Span};
use fields::Fields;
pub(crate) use functions::{FunctionSyntax, visit_functions};
use roles::Roles;

/// A target's source.
#[derive(Default, Debug)]
pub(crate) struct Program {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) roles: Roles,
    pub(crate) fields: Fields,
}

#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Relative to the workspace's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) functions: Vec<Function>,
    /// The names that `use` imports.
    imports: BTreeSet<String>,
    module: String,
}

impl SourceFile {
    pub(crate) fn slice(&self, span: &Span) -> &str {
        &self.text[span.clone()]
    }

    /// The name of a program's function in this file: the bare name if that is known.
    pub(crate) fn name_of(&self, path: &str) -> String {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        if self.imports.contains(name) || self.module == module { name.to_owned() } else { format!("crate::{path}") }
    }

    /// The name of an item of mmref in this file.
    pub(crate) fn name_of_mmref(&self, name: &str) -> String {
        if self.imports.contains(name) { name.to_owned() } else { format!("{}::{name}", names::CRATE) }
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        1 + self.text[..at].bytes().filter(|byte| *byte == b'\n').count()
    }

    /// Includes the white space before and the end of the line, if nothing else is on its lines.
    pub(crate) fn whole_lines(&self, span: &Span) -> Span {
        let start = span.start - self.indent(span.start).len();
        let begins = start == 0 || self.text[..start].ends_with('\n');
        let ends = self.text[span.end..].starts_with('\n');
        if begins && ends { start..span.end + 1 } else { span.clone() }
    }

    /// The indentation of its line.
    pub(crate) fn indent(&self, at: usize) -> &str {
        let line = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = &self.text[line..at];
        &rest[..rest.len() - rest.trim_start().len()]
    }
}

/// A file of a target as found: its path from the workspace's root, its module, and its text.
#[derive(Clone, Debug)]
pub(crate) struct RawFile {
    pub(crate) path: String,
    pub(crate) module: String,
    pub(crate) text: String,
}

impl Program {
    /// Reads every Rust file below a folder of the workspace.
    pub(crate) fn read(workspace: &Path, folder: &str) -> Result<Self, String> {
        let mut files = Vec::new();
        find(&workspace.join(folder), folder, "", &mut files)?;
        if files.is_empty() {
            return Err(format!("there is no Rust file below {folder}"));
        }
        Self::parse(files)
    }

    /// The facts of several files that belong together.
    pub(crate) fn parse(mut files: Vec<RawFile>) -> Result<Self, String> {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let parse = |file: &RawFile| syn::parse_file(&file.text).map_err(|error| describe(file, &error));
        let trees = files.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        let mut program = Self::default();
        for (file, tree) in files.iter().zip(&trees) {
            let outcome = program.roles.collect(tree, &file.module).and_then(|()| program.fields.collect(tree));
            outcome.map_err(|error| describe(file, &error))?;
        }
        for (file, tree) in files.into_iter().zip(&trees) {
            let functions = reader::functions(tree, &file.module, &program.roles, &program.fields);
            let RawFile { path, module, text } = file;
            program.files.push(SourceFile { path, text, functions, imports: imports(tree), module });
        }
        program.fields.note_makers(&program.files);
        reader::share_errors(&mut program.files);
        Ok(program)
    }
}

/// The names that the `use` declarations of a file import.
fn imports(tree: &syn::File) -> BTreeSet<String> {
    struct Imports(BTreeSet<String>);
    impl<'ast> Visit<'ast> for Imports {
        fn visit_use_name(&mut self, it: &'ast syn::UseName) {
            self.0.insert(it.ident.to_string());
        }
    }
    let mut imports = Imports(BTreeSet::new());
    imports.visit_file(tree);
    imports.0
}

fn describe(file: &RawFile, error: &syn::Error) -> String {
    let at = error.span().start();
    format!("{}:{}:{}: {error}", file.path, at.line, at.column + 1)
}

fn find(folder: &Path, path: &str, module: &str, files: &mut Vec<RawFile>) -> Result<(), String> {
    let complain = |error| format!("{} cannot be read: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(complain)? {
        let entry = entry.map_err(complain)?.path();
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else { continue };
        let path = format!("{path}/{name}");
        if entry.is_dir() {
            find(&entry, &path, &inside(module, name), files)?;
        } else if let Some(stem) = name.strip_suffix(".rs") {
            let module = if matches!(stem, "main" | "lib" | "mod") { module.to_owned() } else { inside(module, stem) };
            let text = fs::read_to_string(&entry).map_err(|error| format!("{path} cannot be read: {error}"))?;
            files.push(RawFile { path, module, text });
        }
    }
    Ok(())
}

pub(crate) fn inside(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
}
