use insta::assert_snapshot;
use quote::quote;

use super::{both, pretty};
use crate::pipeline;

#[test]
fn class() {
    let input = quote! {
        #[ref_class(name = "mm_users")]
        pub struct MmUsers;
    };
    assert_snapshot!(pretty(pipeline::derive_class(input)));
}

#[test]
fn generic_class() {
    let input = quote! {
        #[ref_class(crate = crate::mmref)]
        enum Kind<'a, T: Clone, const N: usize> where T: Send { Of(&'a [T; N]) }
    };
    assert_snapshot!(pretty(pipeline::derive_class(input)));
}

#[test]
fn counted() {
    let input = quote! {
        struct Mm {
            #[ref_count]
            users: RefCount<MmUsers>,
            size: u64,
            #[ref_count]
            r#type: mmref::RefCount<mm::Count>,
        }
    };
    assert_snapshot!(both(|tracking| pipeline::derive_counted(input.clone(), tracking)));
}

#[test]
fn generic_counted() {
    let input = quote! {
        #[ref_counted(crate = crate::mmref)]
        struct Slab<T: Clone, const N: usize>([T; N], #[ref_count] RefCount<Kind<T>>) where T: Send;
    };
    assert_snapshot!(both(|tracking| pipeline::derive_counted(input.clone(), tracking)));
}
