use insta::assert_snapshot;
use proc_macro2::TokenStream;
use quote::quote;

use super::{messages, pretty};
use crate::pipeline;

fn expanded(arguments: TokenStream, item: TokenStream) -> String {
    pretty(pipeline::test(arguments, item))
}

#[test]
fn plain() {
    assert_snapshot!(expanded(
        quote!(),
        quote!(
            #[ignore]
            fn reads() {
                status();
            }
        )
    ));
}

#[test]
fn parameters_and_a_result() {
    let item = quote!(
        #[rstest]
        #[case(1)]
        fn reads(#[case] mut pid: u32) -> io::Result<()> {
            status(pid)?;
            Ok(())
        }
    );
    assert_snapshot!(expanded(quote!(crate = deps::mmref, untracked = "allow"), item));
}

#[test]
fn should_panic() {
    assert_snapshot!(expanded(
        quote!(),
        quote!(
            #[should_panic(expected = "no")]
            fn r#fn() {
                refuse()
            }
        )
    ));
}

#[test]
fn an_async_test_of_another_attribute() {
    let item = quote!(
        async fn reads() -> Result<(), Error> {
            status().await
        }
    );
    assert_snapshot!(expanded(quote!(inner = tokio::test(flavor = "multi_thread")), item));
}

#[test]
fn an_async_test_that_should_panic() {
    assert_snapshot!(expanded(
        quote!(),
        quote!(
            #[should_panic]
            #[tokio::test]
            async fn reads() {
                status().await
            }
        )
    ));
}

#[test]
fn an_async_test_with_a_function_that_runs_it() {
    let item = quote!(
        async fn reads() -> impl Termination {
            status().await
        }
    );
    assert_snapshot!(expanded(quote!(rt = crate::block_on), item));
}

#[test]
fn the_path_checker_comes_first() {
    let item = quote!(
        #[tokio::test]
        #[mmref::waive(C6, reason = "…")]
        #[balances_refs]
        async fn reads() {}
    );
    assert_snapshot!(expanded(quote!(inner = a), item));
}

#[test]
fn attributes_that_make_a_test_are_known_by_their_last_name() {
    for attribute in [quote!(test), quote!(::core::prelude::v1::test), quote!(a::b::rstest(x)), quote!(test_case(1))] {
        let expanded = expanded(quote!(), quote!(#[#attribute] fn f() {}));
        assert_eq!(expanded.matches("#[").count(), 1, "{expanded}");
        assert_eq!(messages(pipeline::test(quote!(), quote!(#[#attribute] async fn f() {}))), "", "{attribute}");
    }
    assert!(
        expanded(
            quote!(),
            quote!(
                #[tests::ignore]
                fn f() {}
            )
        )
        .contains("#[::core::prelude::v1::test]")
    );
}

#[test]
fn all_options_are_read() {
    let arguments = quote!("a", rt, rt = 1, rt = a, rt = b, inner, inner = 1, inner = a, inner = b(c), untracked = allow,
        untracked = "forbid", untracked = "allow", untracked = "allow", crate = 1, crate = x, crate = y, other = 1, rt = a b);
    assert_snapshot!(messages(pipeline::test(
        arguments,
        quote!(
            async fn f() {}
        )
    )));
}

#[test]
fn everything_that_is_wrong_is_told() {
    let arguments = quote!(rt = block_on);
    let item = quote!(
        const fn f(&self);
    );
    assert_snapshot!(messages(pipeline::test(arguments, item)));
}

#[test]
fn the_item_is_emitted_as_it_was() {
    assert_snapshot!(expanded(quote!(), quote!(impl Tests { fn reads(&self) {} })));
    assert_snapshot!(expanded(
        quote!(),
        quote!(
            const fn reads() {}
        )
    ));
}
