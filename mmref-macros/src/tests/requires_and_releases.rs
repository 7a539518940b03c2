use insta::assert_snapshot;
use quote::quote;

use super::annotated;
use crate::model::Mode;

#[test]
fn requires() {
    let item = quote! {
        pub(crate) fn task_mem(&self, (from, _): (Ref<'_, Mm>, u8)) -> &u64 {
            use std::fmt;
            &self.size
        }
    };
    assert_snapshot!(annotated(Mode::Requires, quote!(MmUsers), item));
}

#[test]
fn requires_without_a_receiver() {
    let item = quote!(
        fn name((task, _): (Ref<'_, Task>, u8)) -> Ref<'_, str> {
            checked(mm_ref, task)
        }
    );
    assert_snapshot!(annotated(Mode::Requires, quote!(MmUsers), item));
}

#[test]
fn releases() {
    let item = quote! {
        pub fn mmput(mm: &Mm) -> Option<&Mm> {
            if mmref::put(mm, mm_ref) { return None; }
            Some(mm)
        }
    };
    assert_snapshot!(annotated(Mode::Releases, quote!(MmUsers), item));
}

#[test]
fn releases_several() {
    let item = quote!(
        fn exit(self: Box<Self>) {
            both(&self, one, two, mm_ref)
        }
    );
    assert_snapshot!(annotated(Mode::Releases, quote!(one: A, two: B, C), item));
}
