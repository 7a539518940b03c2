//! A struct that `RefCounted` is derived for.

use syn::ext::IdentExt;
use syn::{GenericArgument, Generics, Ident, Member, Path, PathArguments, Type};

use super::crate_path::CratePath;
use crate::syntax::names;

pub(crate) struct Counted {
    pub(crate) crate_path: CratePath,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    /// A struct, with those of its fields that carry `#[ref_count]`.
    Struct(Vec<Count>),
    /// "an enum" or "a union".
    Other(&'static str),
}

#[derive(Clone)]
pub(crate) struct Count {
    pub(crate) member: Member,
    /// The field's type, which should be `RefCount<class>`.
    pub(crate) ty: Type,
    pub(crate) class: Option<Type>,
}

impl Counted {
    pub(crate) fn counts(&self) -> &[Count] {
        match &self.shape {
            Shape::Struct(counts) => counts,
            Shape::Other(_) => &[],
        }
    }

    /// An earlier count of the same class, as far as the tokens tell.
    pub(crate) fn earlier_of_class(&self, index: usize) -> Option<&Count> {
        let (earlier, rest) = self.counts().split_at(index);
        let class = rest[0].class_text()?;
        earlier.iter().find(|count| count.class_text().as_ref() == Some(&class))
    }

    /// One count for each class.
    pub(crate) fn one_of_each_class(&self) -> impl Iterator<Item = &Count> {
        let first = |(index, _): &(usize, &Count)| self.earlier_of_class(*index).is_none();
        self.counts().iter().enumerate().filter(first).map(|(_, count)| count)
    }

    /// Whether the type is a single type, which a static can refer to.
    pub(crate) fn is_concrete(&self) -> bool {
        self.generics.params.is_empty()
    }
}

impl Count {
    pub(crate) fn new(member: Member, ty: &Type) -> Self {
        Self { member, ty: ty.clone(), class: sole_argument(ty).cloned() }
    }

    pub(crate) fn label(&self) -> String {
        match &self.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    pub(crate) fn class_text(&self) -> Option<String> {
        self.class.as_ref().map(names::text_of)
    }
}

fn sole_argument(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => sole_argument(&group.elem),
        Type::Path(path) => sole_argument_of_path(&path.path),
        _ => None,
    }
}

fn sole_argument_of_path(path: &Path) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(class) if arguments.args.len() == 1 => Some(class),
        _ => None,
    }
}
