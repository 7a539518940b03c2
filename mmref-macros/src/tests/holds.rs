use insta::assert_snapshot;
use proc_macro2::TokenStream;
use quote::quote;

use super::{both, messages, pretty};
use crate::expand::Tracking;
use crate::pipeline;

fn holds(arguments: TokenStream, item: TokenStream) -> String {
    both(|tracking| pipeline::holds(arguments.clone(), item.clone(), tracking))
}

#[test]
fn plain() {
    let item = quote! {
        /// One thread.
        pub struct Task {
            pub name: String,
            /// What it looks at.
            #[counted(mm_ref: MmUsers)]
            pub mm: *const Mm,
        }
    };
    assert_snapshot!(holds(quote!(), item));
}

#[test]
fn generic_and_conditional() {
    let item = quote! {
        #[derive(Debug)]
        #[cfg(feature = "a")]
        pub(crate) struct Slab<'a, T: Clone, const N: usize = 2>
        where
            T: Send,
        {
            #[cfg(feature = "b")]
            #[counted(mm::Kind<T>)]
            pub(super) first: [&'a T; N],
            #[counted(r#ref: Users, shared)]
            #[counted(other: Users)]
            second: u8,
        }
    };
    assert_snapshot!(holds(quote!(crate = crate::deps::mmref), item));
}

#[test]
fn there_already_and_no_drop() {
    let item = quote! {
        struct Task {
            mm_ref: Reference,
            #[counted(Users)]
            mm: u8,
        }
    };
    assert_snapshot!(holds(quote!(no_drop), item));
}

/// The references that can be added are added, and derives that are impossible are left out.
#[test]
fn beside_an_error() {
    let item = quote! {
        #[derive(Debug, Clone)]
        struct Task<T> {
            #[counted(Users)]
            mm: T,
            #[counted(mm_ref: Users)]
            active_mm: T,
            #[counted(other: Users)]
            other_mm: T,
        }
    };
    assert_snapshot!(pretty(pipeline::holds(quote!(), item, Tracking::On)));
}

#[test]
fn what_is_no_structure_is_left_as_it_was() {
    let item = quote!(
        enum State {
            Running {
                #[counted(Users)]
                #[doc = "what runs"]
                mm: u8,
            },
        }
    );
    assert_snapshot!(pretty(pipeline::holds(quote!(), item, Tracking::On)));
}

#[test]
fn all_mistakes_are_told_of() {
    let item = quote! {
        #[derive(Copy, Clone)]
        struct Task {
            #[counted(1, shared, shared, name = Users)]
            a: u8,
            #[counted(b: Users)]
            b: u8,
        }
    };
    assert_snapshot!(messages(pipeline::holds(quote!(no_drop = true, frob), item, Tracking::On)));
}
