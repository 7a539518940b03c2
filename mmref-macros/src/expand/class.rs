//! `impl RefClass`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::WherePredicate;

use crate::model::Class;

pub(crate) fn class(class: &Class) -> TokenStream {
    let (crate_path, ident, name) = (&class.crate_path, &class.ident, class.name());
    let mut generics = class.generics.clone();
    if !generics.params.is_empty() {
        generics.make_where_clause().predicates.push(outlives_static());
    }
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #[automatically_derived]
        impl #impl_generics #crate_path::RefClass for #ident #type_generics #where_clause {
            const NAME: &'static str = #name;
        }
    }
}

fn outlives_static() -> WherePredicate {
    WherePredicate::Type(syn::PredicateType {
        attrs: Vec::new(),
        lifetimes: None,
        bounded_ty: syn::Type::Verbatim(quote_spanned!(Span::mixed_site()=> Self)),
        colon_token: syn::Token![:](Span::mixed_site()),
        bounds: std::iter::once(syn::TypeParamBound::Lifetime(syn::Lifetime::new("'static", Span::mixed_site())))
            .collect(),
    })
}
