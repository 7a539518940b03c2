use insta::assert_snapshot;
use proc_macro2::TokenStream;
use quote::quote;

use super::{messages, pretty};
use crate::expand::Tracking;
use crate::model::Mode;
use crate::pipeline;

fn expand(mode: Mode, arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::annotate(mode, arguments, item, Tracking::On)
}

#[test]
fn all_arguments_are_read() {
    let arguments = quote!("a", size = 4, one: A, one: A, crate = 1, crate = x, crate = y, &B, _: C, D E);
    assert_snapshot!(messages(expand(
        Mode::Requires,
        arguments,
        quote!(
            fn f() {}
        )
    )));
}

/// Each pair of options, in both orders.
#[test]
fn every_option_is_written_once() {
    let options = [quote!(name = "a"), quote!(crate = a)];
    for (first, second) in options.iter().flat_map(|first| options.iter().map(move |second| (first, second))) {
        let split = quote!(
            #[ref_class(#first)]
            #[ref_class(#second)]
            struct A;
        );
        let joined = quote!(
            #[ref_class(#first, #second)]
            struct A;
        );
        let twice = first.to_string() == second.to_string();
        for input in [split, joined] {
            let messages = messages(pipeline::derive_class(input));
            assert_eq!(messages.contains("written twice"), twice, "{first} and {second}: {messages}");
        }
    }
}

#[test]
fn the_item_is_emitted_as_it_was() {
    let item = quote!(impl Task { fn name(&self) -> &str { "init" } });
    assert_snapshot!(pretty(expand(Mode::Requires, quote!(A), item)));
}

#[test]
fn a_taken_name_still_makes_a_parameter() {
    let item = quote!(
        fn f(mm_ref: &Mm) -> bool {
            mmref::put(mm_ref, mm_ref)
        }
    );
    assert_snapshot!(pretty(expand(Mode::Releases, quote!(A, A), item)));
}

#[test]
fn an_unclear_output_is_no_second_error() {
    let item = quote!(
        fn f(a: &A, b: &B) -> Option<&C> {
            pick(a, b, mm_ref)
        }
    );
    assert_snapshot!(pretty(expand(Mode::Acquires, quote!(A), item)));
}

#[test]
fn a_const_fn_is_an_ordinary_one() {
    assert_snapshot!(pretty(expand(
        Mode::Releases,
        quote!(A),
        quote!(
            const fn f() {
                g(mm_ref)
            }
        )
    )));
}

#[test]
fn a_reference_may_be_named_in_a_macro() {
    let bodies = [
        quote!({
            fill!(mm, mm_ref);
        }),
        quote!({
            deeper!({ [mm_ref] });
        }),
        quote!({
            log_and_fill!("{mm_ref:?}");
        }),
        quote!({ g(r#mm_ref) }),
    ];
    for body in bodies {
        let messages = messages(expand(Mode::Acquires, quote!(A), quote!(fn f(mm: &Mm) #body)));
        assert_eq!(messages, "", "{body}");
    }
}
