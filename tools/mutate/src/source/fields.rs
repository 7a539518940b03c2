//! Fields that hold references, and where their first references are made.

use std::collections::BTreeMap;

use syn::visit::{self, Visit};
use syn::{Attribute, File, Ident, ItemStruct, Type};

use super::types::type_text;
use super::{SourceFile, arguments, names, roles};

/// A field that holds a reference: `MmRef<C>` or `SharedRef<C>`, also inside of another type, or one that `counted` adds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Field {
    /// The structure.
    pub(crate) owner: String,
    pub(crate) name: String,
    pub(crate) class: Option<String>,
    pub(crate) makers: Vec<Maker>,
}

/// Where a structure literal puts a first reference into a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Maker {
    pub(crate) file: String,
    pub(crate) function: String,
    /// The local that it comes from, if any.
    pub(crate) slot: Option<String>,
    pub(crate) at: usize,
    pub(crate) first_line: usize,
    pub(crate) last_line: usize,
}

/// The reference fields of a program, by name.
#[derive(Default, Debug)]
pub(crate) struct Fields(BTreeMap<String, Vec<Field>>);

impl Fields {
    pub(crate) fn collect(&mut self, file: &File) -> syn::Result<()> {
        let mut collector = Collector { fields: self, outcome: Ok(()) };
        collector.visit_file(file);
        collector.outcome
    }

    pub(crate) fn named(&self, name: &str) -> &[Field] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The class, where all fields of this name agree.
    pub(crate) fn class(&self, name: &str) -> Option<String> {
        let fields = self.named(name);
        let class = fields.first()?.class.clone()?;
        fields.iter().all(|field| field.class.as_ref() == Some(&class)).then_some(class)
    }

    fn add(&mut self, owner: &Ident, name: String, class: Option<String>) {
        let field = Field { owner: owner.to_string(), name: name.clone(), class, makers: Vec::new() };
        self.0.entry(name).or_default().push(field);
    }

    pub(crate) fn note_makers(&mut self, files: &[SourceFile]) {
        for file in files {
            for function in &file.functions {
                for literal in &function.literals {
                    let maker = Maker {
                        file: file.path.clone(),
                        function: function.path.clone(),
                        slot: literal.slot.as_ref().map(|(slot, _)| slot.clone()),
                        at: literal.span.start,
                        first_line: file.line(literal.span.start),
                        last_line: file.line(literal.span.end),
                    };
                    let fields = self.0.get_mut(&literal.field).into_iter().flatten();
                    fields.filter(|field| field.owner == literal.owner).for_each(|it| it.makers.push(maker.clone()));
                }
            }
        }
    }
}

struct Collector<'a> {
    fields: &'a mut Fields,
    /// Whether all attributes could be read.
    outcome: syn::Result<()>,
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        for field in &item.fields {
            if let (Some(name), Some(class)) = (&field.ident, class_inside(&field.ty)) {
                self.fields.add(&item.ident, name.to_string(), Some(class));
            }
            for attribute in &field.attrs {
                match counted(attribute) {
                    Ok(named) => {
                        named.into_iter().for_each(|(name, class)| self.fields.add(&item.ident, name, Some(class)))
                    }
                    Err(error) => self.outcome = Err(error),
                }
            }
        }
        visit::visit_item_struct(self, item);
    }
}

/// `MmUsers` of `Mutex<MmRef<MmUsers>>`
fn class_inside(ty: &Type) -> Option<String> {
    let text = type_text(ty);
    let rest = names::behind_holder(&text)?;
    Some(rest[..rest.find('>')?].to_owned())
}

/// `#[counted(mm_ref: MmUsers)]`
fn counted(attribute: &Attribute) -> syn::Result<Vec<(String, String)>> {
    roles::refuse_condition(attribute)?;
    if names::is_counted(attribute) { arguments::references(attribute) } else { Ok(Vec::new()) }
}
