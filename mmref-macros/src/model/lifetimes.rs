//! The places in a type where a lifetime is written or elided.

use syn::visit_mut::{self, VisitMut};
use syn::{BoundLifetimes, Expr, GenericParam, Lifetime, Type, TypeReference};

pub(crate) enum Position<'a> {
    /// `&T`
    LeftOut(&'a mut TypeReference),
    /// `'_`
    Anonymous(&'a mut Lifetime),
    /// `'a`
    Named(&'a mut Lifetime),
}

impl Position<'_> {
    pub(crate) fn write(self, lifetime: &Lifetime) {
        match self {
            Self::LeftOut(reference) => reference.lifetime = Some(lifetime.clone()),
            Self::Anonymous(written) | Self::Named(written) => *written = lifetime.clone(),
        }
    }

    pub(crate) fn is_elided(&self) -> bool {
        !matches!(self, Self::Named(_))
    }
}

/// Shows every place to `visitor`, except those that elide or bind lifetimes of their own: function pointers,
/// `Fn(..) -> ..`, and the names in a `for<'a>`.
pub(crate) fn each_lifetime(ty: &mut Type, visitor: impl FnMut(Position<'_>)) {
    Positions { visitor, bound: Vec::new() }.visit_type_mut(ty);
}

struct Positions<F> {
    visitor: F,
    bound: Vec<Lifetime>,
}

impl<F: FnMut(Position<'_>)> Positions<F> {
    fn within(&mut self, binder: Option<&BoundLifetimes>, walk: impl FnOnce(&mut Self)) {
        let outside = self.bound.len();
        self.bound.extend(binder.into_iter().flat_map(names_bound_by));
        walk(self);
        self.bound.truncate(outside);
    }
}

fn names_bound_by(binder: &BoundLifetimes) -> impl Iterator<Item = Lifetime> + '_ {
    binder.lifetimes.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(parameter) => Some(parameter.lifetime.clone()),
        _ => None,
    })
}

impl<F: FnMut(Position<'_>)> VisitMut for Positions<F> {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        if reference.lifetime.is_none() {
            (self.visitor)(Position::LeftOut(reference));
            self.visit_type_mut(&mut reference.elem);
        } else {
            visit_mut::visit_type_reference_mut(self, reference);
        }
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            (self.visitor)(Position::Anonymous(lifetime));
        } else if !self.bound.contains(lifetime) {
            (self.visitor)(Position::Named(lifetime));
        }
    }

    fn visit_trait_bound_mut(&mut self, bound: &mut syn::TraitBound) {
        let binder = bound.lifetimes.clone();
        self.within(binder.as_ref(), |positions| visit_mut::visit_trait_bound_mut(positions, bound));
    }

    fn visit_bound_lifetimes_mut(&mut self, _: &mut BoundLifetimes) {}

    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut syn::ParenthesizedGenericArguments) {}

    fn visit_expr_mut(&mut self, _: &mut Expr) {}
}
