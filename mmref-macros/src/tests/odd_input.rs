//! Nothing panics, whatever is annotated, and the output can be parsed again.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::Tracking;
use crate::model::Mode;
use crate::pipeline;

fn arguments() -> Vec<TokenStream> {
    vec![
        quote!(),
        quote!(A),
        quote!(A,),
        quote!(,),
        quote!(r#fn: A, b: <A as B>::C, crate = crate),
        quote!(a: , : A, crate, crate =, =),
        quote!(a: A<{ 1 + 1 }, 'static, impl B>),
        quote!(::a::B, crate::C, self::D, super::E, Self),
        quote!(fn(A) -> B, (A, B), [A; 2], !, _, dyn A, *const A, A!()),
        quote!("a", 'a', 1.0, #, @ $ ; { } [ ] ( )),
    ]
}

fn items() -> Vec<TokenStream> {
    vec![
        quote!(),
        quote!(
            struct A(u8, pub u16);
        ),
        quote!(
            enum A {
                B { c: u8 } = 1,
            }
        ),
        quote!(union A { b: u8 }),
        quote!(|a| a + 1),
        quote!(let a = 1;),
        quote!(
            macro_rules! a {
                () => {};
            }
        ),
        quote!(a! { b }),
        quote!(
            extern crate a;
        ),
        quote!(
            extern "C" {
                fn a();
            }
        ),
        quote!(
            static A: u8 = 1;
        ),
        quote!(
            type A = fn(&u8) -> &u8;
        ),
        quote!(
            pub fn foreign(a: *const u8, ...) -> u8;
        ),
        quote!(
            fn a() -> impl for<'b> Fn(&'b u8) -> &'b u8 + '_ {
                mm_ref
            }
        ),
        quote!(
            fn a(&mut self, A { b, c: [d, .., e], .. }: A, f @ 1..=2: u8, ref mut g: u8, (h | h): u8) -> &u8 {}
        ),
        quote!(
            fn a(self: Pin<&mut Self>) -> &'_ dyn A {}
        ),
        quote!(
            fn a(mut self: Box<Self>, r#type: r#enum) -> r#impl {}
        ),
        quote!(
            fn a<'mmref_b>(b: &u8) -> &u8 {
                mm_ref
            }
        ),
        quote!(
            fn a(b: fn(&u8) -> &u8, c: &dyn for<'d> E<'d>, f: &'static u8) -> (&u8, Cow<'_, str>) {
                mm_ref
            }
        ),
        quote!(
            fn a(_: impl Fn(&u8) -> &u8) -> &u8 {
                loop {}
            }
        ),
        quote!(
            fn a() -> A!(b) {
                return mm_ref;
            }
        ),
        quote!(
            fn a() {
                #![allow(b)]
                #[c]
                return;
            }
        ),
        quote!(
            fn a() -> [u8; { 1 + 1 }] {
                'a: { break 'a mm_ref? }
            }
        ),
        quote!(
            fn a() {
                const { mm_ref? };
                async move { return };
                unsafe { return b?? }
            }
        ),
        quote!(
            fn a() {
                match b? {
                    c if return => d?,
                    _ => (|| return e?)(),
                }
                mm_ref
            }
        ),
        quote!(default async unsafe extern fn a() {}),
        quote!(
            pub(in a::b) const unsafe extern "system" fn a<const N: usize>()
            where
                A: B,
            {
            }
        ),
        quote!(fn a() -> {}),
        quote!(fn 1() {}),
        quote!(
            #[a]
            #[b = "c"]
            #[unsafe(naked)]
            #[d(e)]
            fn a() {}
        ),
    ]
}

#[test]
fn attributes() {
    for item in items() {
        for arguments in arguments() {
            for mode in [Mode::Acquires, Mode::Requires, Mode::Releases] {
                for tracking in [Tracking::On, Tracking::Off] {
                    let expanded = pipeline::annotate(mode, arguments.clone(), item.clone(), tracking);
                    assert!(reads_again(&expanded), "#[{}({arguments})] {item}", mode.attribute());
                }
            }
        }
    }
}

#[test]
fn derives() {
    for item in items() {
        pipeline::derive_class(item.clone());
        pipeline::derive_counted(item, Tracking::On);
    }
    for options in arguments() {
        pipeline::derive_class(quote!(
            #[ref_class(#options)]
            #[ref_class]
            struct A;
        ));
        pipeline::derive_counted(
            quote!(
                #[ref_counted(#options)]
                struct A(#[ref_count(#options)] u8);
            ),
            Tracking::On,
        );
    }
}

#[test]
fn structures() {
    let odd = [
        quote!(
            struct A {
                #[counted]
                b: u8,
                #[counted = "c"]
                d: u8,
                #[counted()]
                e: u8,
                #[counted(,)]
                f: u8,
            }
        ),
        quote!(
            struct A {
                #[counted(b: C, b: D, shared, shared)]
                #[counted(b: C)]
                b: u8,
                #[a::counted(C)]
                d: u8,
            }
        ),
        quote!(
            struct A<'a, const B: usize = 1, C: ?Sized + 'a = D>
            where
                C: E,
            {
                #[counted(r#fn: C)]
                r#fn: C,
            }
        ),
        quote!(
            #[derive] #[derive()] #[derive(Clone, 1, ::core::marker::Copy)] #[derive = "a"]
            struct A {
                b: B,
            }
        ),
        quote!(
            #[cfg(a)]
            pub(in b::c) struct r#struct {
                #[cfg(d)]
                #[counted(E)]
                pub(super) f: B!(),
                mm_ref: _,
            }
        ),
        quote!(
            struct A {
                #[counted(B)]
                mm_ref: C,
                #[counted(B)]
                mm_ref: D,
                mm_ref: E,
            }
        ),
        quote!(
            struct A {
                #[counted(shared: B)]
                c: u8,
                #[counted(shared::B)]
                d: u8,
                #[counted(shared, B)]
                e: u8,
            }
        ),
        quote!(
            struct A {}
        ),
    ];
    let marked = arguments().into_iter().map(|counted| {
        quote!(
            struct A {
                #[counted(#counted)]
                b: u8,
            }
        )
    });
    for item in items().into_iter().chain(odd).chain(marked) {
        for arguments in arguments().into_iter().chain([quote!(no_drop, no_drop = 1, nodrop)]) {
            for tracking in [Tracking::On, Tracking::Off] {
                let expanded = pipeline::holds(arguments.clone(), item.clone(), tracking);
                assert!(reads_again(&expanded), "#[holds_ref({arguments})] {item}");
                assert!(!expanded.to_string().contains("# [counted"), "rustc does not know it: {expanded}");
            }
        }
    }
}

/// Tokens must survive a round trip through text. Mismatched brackets and literals would not.
fn reads_again(tokens: &TokenStream) -> bool {
    tokens.to_string().parse::<TokenStream>().is_ok()
}
