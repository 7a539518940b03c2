use insta::assert_snapshot;
use proc_macro2::TokenStream;
use quote::quote;

use super::annotated;
use crate::model::Mode;

fn acquires(arguments: TokenStream, item: TokenStream) -> String {
    annotated(Mode::Acquires, arguments, item)
}

#[test]
fn plain() {
    let item = quote! {
        /// Takes a user.
        pub fn mmget(mm: &Mm) {
            mmref::get(mm, mm_ref);
        }
    };
    assert_snapshot!(acquires(quote!(MmUsers), item));
}

#[test]
fn question_mark_and_elided_output() {
    let item = quote! {
        fn get_task_mm(task: &Task) -> Option<&Mm> {
            let mm = task.mm.as_ref()?;
            mmref::get(mm, mm_ref);
            Some(mm)
        }
    };
    assert_snapshot!(acquires(quote!(MmUsers), item));
}

#[test]
fn returns_of_the_function_only() {
    let item = quote! {
        fn find(&self, names: &[&str]) -> Result<&Mm, Error> {
            #![allow(unused)]
            fn helper() -> Option<u8> { return None?; }
            let known = names.iter().any(|name| { return name.len() > 1; });
            let later = async { return fetch().await?; };
            for name in names {
                if !known { return Err(Error::new(name)); }
            }
            mmref::get(self, r#ref);
            return Ok(self);
        }
    };
    assert_snapshot!(acquires(quote!(r#ref: mm::Users<T, 4>), item));
}

#[test]
fn several_references_and_opaque_output() {
    let item = quote! {
        async unsafe fn both<T: Clone, const N: usize>(mm: Pin<&mut Mm>) -> Result<impl Iterator<Item = &T> + '_, Error>
        where
            T: Send,
        {
            fill(one, two).await?
        }
    };
    assert_snapshot!(acquires(quote!(one: A, two: B, crate = crate::deps::mmref), item));
}

#[test]
fn never_returns() {
    assert_snapshot!(acquires(
        quote!(A),
        quote!(
            extern "C" fn run(mm: &Mm) -> ! {
                mmref::get(mm, mm_ref);
                halt()
            }
        )
    ));
}

#[test]
fn unfinished() {
    assert_snapshot!(acquires(
        quote!(A),
        quote!(
            fn get(mm: &Mm) -> Option<&Mm> {
                todo!("{mm}")
            }
        )
    ));
}

#[test]
fn declaration() {
    assert_snapshot!(acquires(
        quote!(A),
        quote!(
            fn find<'a>(of: &'a [Mm], at: &'a str) -> Option<&Mm>;
        )
    ));
}
