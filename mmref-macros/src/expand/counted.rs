//! `impl RefCounted<C>`, once for each count, and the object type's registration.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Type;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::Tracking;
use crate::model::{Count, Counted};

pub(crate) fn counted(counted: &Counted, tracking: Tracking) -> TokenStream {
    let register = tracking == Tracking::On && counted.is_concrete();
    let impls = counted.one_of_each_class().filter_map(|count| {
        let class = count.class.as_ref()?;
        let registration = register.then(|| registration(counted, class));
        let implementation = implementation(counted, count, class);
        Some(quote_spanned!(Span::mixed_site()=> #implementation #registration))
    });
    impls.collect()
}

fn implementation(counted: &Counted, count: &Count, class: &Type) -> TokenStream {
    let (crate_path, ident) = (&counted.crate_path, &counted.ident);
    let (impl_generics, type_generics, where_clause) = counted.generics.split_for_impl();
    let borrow = borrow(count);
    quote_spanned! {Span::mixed_site()=>
        #[automatically_derived]
        impl #impl_generics #crate_path::RefCounted<#class> for #ident #type_generics #where_clause {
            #[inline]
            fn ref_count(&self) -> &#crate_path::RefCount<#class> {
                #borrow
            }
        }
    }
}

/// At the span of the field's type, so that the error points there if it is not a count.
fn borrow(count: &Count) -> TokenStream {
    let (span, member) = (Span::mixed_site().located_at(count.ty.span()), &count.member);
    quote_spanned!(span=> &self.#member)
}

fn registration(counted: &Counted, class: &Type) -> TokenStream {
    let crate_path = &counted.crate_path;
    let name = counted.ident.unraw().to_string();
    quote_spanned! {Span::mixed_site()=>
        const _: () = {
            #crate_path::__private::object_type!(#name, #class);
        };
    }
}
