//! The table of the README.

use std::fmt::Write;

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Type};

use crate::Source;
use crate::count::{self, Lines};

pub(crate) const BEGIN: &str = "<!-- lines -->\n";
pub(crate) const END: &str = "<!-- end of lines -->\n";

/// The total changes of the patch of 2016, as a diff counts them.
const PATCH: Lines = Lines { added: 668, changed: 233, attributes: 0 };
/// The part of that in its new files `mm_ref.c`, `mm_ref.h` and `mm_ref_types.h`.
const PATCH_OWN: usize = 163 + 48 + 41;

/// A file: the lines of its functions and structures that contain mmref, by name.
struct Row {
    file: String,
    items: Vec<(String, Lines)>,
}

pub(crate) fn table(sources: &[Source]) -> String {
    let rows = rows(sources);
    let mut text = "| file | added | changed | where: added + changed |\n| --- | --- | --- | --- |\n".to_owned();
    rows.iter().for_each(|row| row.write(&mut text));
    let total = sum(rows.iter().flat_map(|row| &row.items));
    let converted = rows.iter().flat_map(|row| &row.items).filter(|(name, _)| !name.starts_with('(')).count();
    let _ = writeln!(
        text,
        "| **all** | **{}** | **{}** | {converted} functions and structures |",
        total.added, total.changed
    );
    let _ = writeln!(text, "\n| as a diff counts | lines added | lines removed | both |\n| --- | --- | --- | --- |");
    let imports = sum(rows.iter().flat_map(|row| &row.items).filter(|(name, _)| name == IMPORTS));
    diff(&mut text, "the patch of 2016, without its new files", Lines { added: PATCH.added - PATCH_OWN, ..PATCH });
    diff(&mut text, "and with them (`mm_ref.c`, `mm_ref.h`, `mm_ref_types.h`)", PATCH);
    diff(&mut text, "this model", edited(total));
    diff(&mut text, "of these, imports", edited(imports));
    diff(&mut text, "of these, attributes", Lines { added: total.attributes, ..Lines::default() });
    text
}

/// One for each kernel file.
fn rows(sources: &[Source]) -> Vec<Row> {
    let mut rows = Vec::<Row>::new();
    for source in sources {
        let file = kernel_file(source, sources);
        let items = items(source);
        match rows.iter_mut().find(|row| row.file == file) {
            Some(row) => row.items.extend(items),
            None => rows.push(Row { file, items }),
        }
    }
    rows.iter_mut().for_each(Row::join_imports);
    rows.retain(|row| !row.items.is_empty());
    rows
}

/// A diff counts a changed line twice.
fn edited(lines: Lines) -> Lines {
    Lines { added: lines.added + lines.changed, ..lines }
}

fn diff(text: &mut String, name: &str, Lines { added, changed: removed, .. }: Lines) {
    let _ = writeln!(text, "| {name} | {added} | {removed} | {} |", added + removed);
}

fn sum<'a>(items: impl IntoIterator<Item = &'a (String, Lines)>) -> Lines {
    items.into_iter().fold(Lines::default(), |all, (_, lines)| Lines {
        added: all.added + lines.added,
        changed: all.changed + lines.changed,
        attributes: all.attributes + lines.attributes,
    })
}

const IMPORTS: &str = "(imports)";

fn items(source: &Source) -> Vec<(String, Lines)> {
    let mut items = Vec::new();
    for item in &source.syntax.items {
        match item {
            Item::Use(_) => items.push((IMPORTS.to_owned(), count::of_item(item))),
            Item::Impl(block) => items.extend(block.items.iter().filter_map(|item| method(&block.self_ty, item))),
            _ => items.push((name(item), count::of_item(item))),
        }
    }
    items.retain(|(_, lines)| lines.added + lines.changed > 0);
    items
}

impl Row {
    fn join_imports(&mut self) {
        let (imports, mut items): (Vec<_>, Vec<_>) = self.items.drain(..).partition(|(name, _)| name == IMPORTS);
        if !imports.is_empty() {
            items.push((IMPORTS.to_owned(), sum(&imports)));
        }
        self.items = items;
    }

    fn write(&self, text: &mut String) {
        let Lines { added, changed, .. } = sum(&self.items);
        let items: Vec<_> =
            self.items.iter().map(|(name, lines)| format!("{name} {}+{}", lines.added, lines.changed)).collect();
        let _ = writeln!(text, "| {} | {added} | {changed} | {} |", self.file, items.join(", "));
    }
}

fn method(of: &Type, item: &ImplItem) -> Option<(String, Lines)> {
    let ImplItem::Fn(method) = item else { return None };
    let Type::Path(of) = of else { return None };
    let of = &of.path.segments.last()?.ident;
    Some((format!("`{of}::{}`", method.sig.ident), count::of_method(method)))
}

fn name(item: &Item) -> String {
    let name = match item {
        Item::Fn(item) => &item.sig.ident,
        Item::Struct(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        _ => return "(others)".to_owned(),
    };
    format!("`{name}`")
}

/// The kernel file that a module, or else its folder, corresponds to.
fn kernel_file(source: &Source, sources: &[Source]) -> String {
    let named = |source: &Source| source.syntax.attrs.iter().find_map(title);
    let folder = source.path.split_once('/').map(|(folder, _)| format!("{folder}/mod.rs"));
    let folder = || sources.iter().find(|other| Some(&other.path) == folder.as_ref());
    named(source).or_else(|| folder().and_then(named)).unwrap_or_else(|| source.path.clone())
}

/// The name at the beginning of a file's documentation.
fn title(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &pair.value else { return None };
    let Lit::Str(text) = &literal.lit else { return None };
    let text = text.value();
    let (name, _) = text.trim().strip_prefix('`')?.split_once('`')?;
    name.contains('/').then(|| format!("`{name}`"))
}
