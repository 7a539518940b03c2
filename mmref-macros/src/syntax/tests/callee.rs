use proc_macro2::Span;

use super::*;

fn function(path: &str) -> Callee {
    let path = syn::parse_str(path).expect("a path");
    Callee::function(&path, &[Ident::new("halt", Span::call_site())])
}

#[test]
fn functions_go_by_their_last_names() {
    for (path, callee) in [
        ("mmref::move_ref", Callee::MoveRef),
        ("Some", Callee::Variant(true)),
        ("Result::Err", Callee::Variant(false)),
        ("std::ptr::null_mut", Callee::Variant(false)),
        ("::mmref::try_get", Callee::Get),
        ("get", Callee::Other),
        ("std::mem::swap", Callee::Memory),
        ("core::ptr::eq", Callee::Address),
        ("ptr::from_mut", Callee::Memory),
        ("mem::drop", Callee::Keeper),
        ("Holder", Callee::Keeper),
        ("Box::new", Callee::Keeper),
        ("mmput", Callee::Other),
    ] {
        assert_eq!(function(path), callee, "{path}");
    }
}

#[test]
fn a_function_that_never_returns_is_known_in_its_module_only() {
    assert_eq!(function("halt"), Callee::Diverges);
    assert_eq!(function("self::halt"), Callee::Diverges);
    assert_eq!(function("other::halt"), Callee::Other);
    assert_eq!(function("process::exit"), Callee::Diverges);
    assert_eq!(function("transaction::abort"), Callee::Other);
}
