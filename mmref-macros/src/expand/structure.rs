//! A structure with its references, its `HoldsRefs` and its drop.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Field, Fields, ItemStruct};

use super::{Tracking, site};
use crate::model::{HeldReference, ReferenceField, Structure};

pub(crate) fn structure(structure: &Structure, tracking: Tracking) -> TokenStream {
    let definition = definition(structure);
    let holds = holds(structure, tracking);
    let drop = (!structure.no_drop).then(|| drop(structure));
    quote!(#definition #holds #drop)
}

/// Each reference behind the field that it is for.
fn definition(structure: &Structure) -> ItemStruct {
    let added: Vec<_> = structure.reference_fields().into_iter().filter(|slot| slot.written.is_none()).collect();
    let mut item = structure.item.clone();
    let Fields::Named(fields) = &mut item.fields else { return item };
    let written = core::mem::take(&mut fields.named);
    for (index, field) in written.into_iter().enumerate() {
        fields.named.push(field);
        let behind = added.iter().filter(|slot| slot.held.counted == index);
        fields.named.extend(behind.map(|slot| added_field(structure, slot)));
    }
    item
}

fn added_field(structure: &Structure, slot: &ReferenceField<'_>) -> Field {
    let counted = structure.counted(slot.held);
    let (name, class, ty) = (slot.name(), slot.held.reference.class_text(), reference_type(structure, slot.held));
    let docs = format!(" The reference for `{}`, of class `{class}`.", slot.counted_label());
    Field {
        attrs: slot.conditions().cloned().chain([syn::parse_quote!(#[doc = #docs])]).collect(),
        ident: Some(name.clone()),
        ty: syn::Type::Verbatim(ty),
        ..counted.clone()
    }
}

fn reference_type(structure: &Structure, held: &HeldReference) -> TokenStream {
    let class = &held.reference.class;
    let span = Span::mixed_site().located_at(class.span());
    let (crate_path, name) = (structure.crate_path.at(span), syn::Ident::new(held.type_name(), span));
    quote_spanned!(span=> #crate_path::#name<#class>)
}

fn holds(structure: &Structure, tracking: Tracking) -> TokenStream {
    let (crate_path, ident) = (&structure.crate_path, &structure.item.ident);
    let (impl_generics, type_generics, where_clause) = structure.item.generics.split_for_impl();
    let conditions = structure.conditions();
    let visit = visit_refs(structure);
    let tracked = (tracking == Tracking::On).then(|| [name_refs(structure), check_drop(structure)]);
    let tracked = tracked.into_iter().flatten();
    quote_spanned! {Span::mixed_site()=>
        #(#conditions)*
        #[automatically_derived]
        impl #impl_generics #crate_path::HoldsRefs for #ident #type_generics #where_clause {
            #visit
            #(#tracked)*
        }
    }
}

fn visit_refs(structure: &Structure) -> TokenStream {
    let crate_path = &structure.crate_path;
    let name = structure.item.ident.unraw().to_string();
    let visits = structure.reference_fields().into_iter().map(|slot| {
        let (label, field, conditions) = (slot.held.reference.label(), looked_at(structure, &slot), slot.conditions());
        quote_spanned! {Span::mixed_site()=>
            #(#conditions)*
            visit(#crate_path::__private::held_field(#name, #label, #field));
        }
    });
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused_variables)]
        fn visit_refs(&self, visit: &mut dyn ::core::ops::FnMut(#crate_path::snapshot::HeldField)) {
            #(#visits)*
        }
    }
}

/// The field. If the user wrote it and its type is wrong, the error points at that type.
fn looked_at(structure: &Structure, slot: &ReferenceField<'_>) -> TokenStream {
    let name = slot.name();
    let Some(written) = slot.written else { return quote_spanned!(Span::mixed_site()=> &self.#name) };
    let span = Span::mixed_site().located_at(written.ty.span());
    let (crate_path, ty) = (structure.crate_path.at(span), reference_type(structure, slot.held));
    quote_spanned!(span=> #crate_path::__private::Typed::<#ty>::typed(&self.#name))
}

fn name_refs(structure: &Structure) -> TokenStream {
    let crate_path = &structure.crate_path;
    let names = structure.reference_fields().into_iter().map(|slot| {
        let (name, slot_name, conditions) = (slot.name(), named_slot(structure, &slot), slot.conditions());
        quote_spanned! {Span::mixed_site()=>
            #(#conditions)*
            #crate_path::__private::Renamed(&mut self.#name).rename(const { &#slot_name });
        }
    });
    quote_spanned! {Span::mixed_site()=>
        fn name_refs(&mut self) {
            #[allow(unused_imports)]
            use #crate_path::__private::NoSlot as _;
            #(#names)*
        }
    }
}

/// At the user's span, from which the runtime takes file and line.
fn named_slot(structure: &Structure, slot: &ReferenceField<'_>) -> TokenStream {
    let span = slot.written.map_or(slot.held.reference.written(), |field| field.span());
    let (crate_path, label) = (structure.crate_path.at(span), slot.held.reference.label());
    quote_spanned!(span=> #crate_path::__private::NamedSlot::field::<Self>(#label))
}

fn check_drop(structure: &Structure) -> TokenStream {
    let site = site::of_structure(structure);
    let check = site::check("dropped", &quote_spanned!(Span::mixed_site()=> self));
    quote_spanned! {Span::mixed_site()=>
        fn check_drop(&mut self) {
            #site
            #check
        }
    }
}

fn drop(structure: &Structure) -> TokenStream {
    let (crate_path, ident) = (&structure.crate_path, &structure.item.ident);
    let (impl_generics, type_generics, where_clause) = structure.item.generics.split_for_impl();
    let conditions = structure.conditions();
    quote_spanned! {Span::mixed_site()=>
        #(#conditions)*
        #[automatically_derived]
        impl #impl_generics ::core::ops::Drop for #ident #type_generics #where_clause {
            #[inline]
            fn drop(&mut self) {
                #crate_path::HoldsRefs::check_drop(self);
            }
        }
    }
}
