//! The table of the README.

use std::fmt::Write;

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Type};

use crate::Source;
use crate::count::{self, Lines};

pub(crate) const BEGIN: &str = "<!-- lines -->\n";
pub(crate) const END: &str = "<!-- end of lines -->\n";

/// What the patch of 2016 changed in all, as a diff counts.
const PATCH: Lines = Lines { added: 668, changed: 233 };

/// A file: the lines of its functions and structures by name, those that mmref is in.
struct Row {
    file: String,
    items: Vec<(String, Lines)>,
}

pub(crate) fn table(sources: &[Source]) -> String {
    let rows: Vec<_> = sources.iter().map(Row::of).filter(|row| !row.items.is_empty()).collect();
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
    diff(&mut text, "this model", Lines { added: total.added + total.changed, changed: total.changed });
    diff(&mut text, "the patch of 2016", PATCH);
    text
}

fn diff(text: &mut String, name: &str, Lines { added, changed: removed }: Lines) {
    let _ = writeln!(text, "| {name} | {added} | {removed} | {} |", added + removed);
}

fn sum<'a>(items: impl IntoIterator<Item = &'a (String, Lines)>) -> Lines {
    items.into_iter().fold(Lines::default(), |all, (_, lines)| Lines {
        added: all.added + lines.added,
        changed: all.changed + lines.changed,
    })
}

impl Row {
    fn of(source: &Source) -> Self {
        let kernel = source.syntax.attrs.iter().find_map(kernel_file);
        let mut items = Vec::new();
        let mut imports = Lines::default();
        for item in &source.syntax.items {
            match item {
                Item::Use(_) => imports = sum([&(String::new(), imports), &(String::new(), count::of_item(item))]),
                Item::Impl(block) => items.extend(block.items.iter().filter_map(|item| method(&block.self_ty, item))),
                _ => items.push((name(item), count::of_item(item))),
            }
        }
        items.push(("(imports)".to_owned(), imports));
        items.retain(|(_, lines)| lines.added + lines.changed > 0);
        Self { file: kernel.unwrap_or_else(|| source.path.clone()), items }
    }

    fn write(&self, text: &mut String) {
        let Lines { added, changed } = sum(&self.items);
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

/// The name with which a file's documentation begins.
fn kernel_file(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &pair.value else { return None };
    let Lit::Str(text) = &literal.lit else { return None };
    let text = text.value();
    let (name, _) = text.trim().strip_prefix('`')?.split_once('`')?;
    name.contains('/').then(|| format!("`{name}`"))
}
