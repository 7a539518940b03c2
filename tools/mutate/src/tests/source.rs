//! The facts of a function.

use super::{program, raw};
use crate::source::Program;
use crate::source::facts::{Callee, Function, Mode};
use crate::source::owners::{Owner, owners};

fn function<'a>(program: &'a Program, path: &str) -> &'a Function {
    let functions = program.files.iter().flat_map(|file| &file.functions);
    functions.into_iter().find(|function| function.path == path).expect("it is there")
}

#[test]
fn paths_have_modules_and_types() {
    let user = "mod inner { impl Task { fn new() {} } trait Read { fn read(&self) {} } } fn outer() { fn nested() {} }";
    let program = program(user);
    let paths: Vec<_> = program.files[1].functions.iter().map(|function| &*function.path).collect();
    assert_eq!(paths, ["user::inner::Task::new", "user::inner::Read::read", "user::outer", "user::outer::nested"]);
}

#[test]
fn calls_are_known_by_their_attributes_and_their_number_of_arguments() {
    let user = "fn f(mm: &Mm) { mmget(mm); other(mm, r); mmget(mm, r); mm.mmput(r); mmref::put(mm, r); put(mm, r); }";
    let program = program(user);
    let calls: Vec<_> = function(&program, "user::f").calls.iter().map(|call| call.callee.clone()).collect();
    assert_eq!(calls, [Callee::Annotated("mmget".to_owned()), Callee::Put]);
}

#[test]
fn stacked_attributes_add_references_in_their_order() {
    let user = "
#[acquires_ref(count: MmCount)]
#[mmref::releases_ref(crate = mmref, MmUsers)]
fn trade(mm: &Mm) {}
fn f(mm: &Mm, taken: &mut MmRef<MmCount>, given: MmRef<MmUsers>) { trade(mm, taken, given); }
";
    let program = program(user);
    let call = &function(&program, "user::f").calls[0];
    let passed = call.references.iter().map(|it| (it.slot.as_deref(), it.mode, it.class.as_deref()));
    let expected = [(Some("taken"), Mode::Acquires, Some("MmCount")), (Some("given"), Mode::Releases, Some("MmUsers"))];
    assert_eq!(passed.collect::<Vec<_>>(), expected);
}

#[test]
fn calls_inside_of_known_macros_are_found() {
    let program =
        program(r#"fn f(mm: &Mm) { println!("{}", task_mem(mm, &mm_ref)); other! { task_mem(mm &mm_ref) } }"#);
    assert_eq!(function(&program, "user::f").calls.len(), 1);
}

#[test]
fn a_reference_is_followed_to_its_owner() {
    let user = "
struct File { counted: MmRef<MmUsers> }
#[acquires_ref(MmUsers)]
fn inner(mm: &Mm) { mmget(mm, mm_ref); }
#[acquires_ref(MmUsers)]
fn outer(mm: &Mm) { inner(mm, mm_ref); }
fn local(mm: &Mm) { MM_REF!(own: MmUsers); outer(mm, &mut own); }
fn field(mm: &Mm, file: &mut File) { outer(mm, &mut file.counted); }
fn taken(mm: &Mm, file: &mut File) { let it = file.counted.take(); mmput(mm, it); }
fn make() -> File { MM_REF!(fresh: MmUsers); File { counted: fresh } }
";
    let program = program(user);
    let of = |path: &str| {
        let function = function(&program, path);
        owners(&program, function, &function.calls[0].references[0].subject().expect("it has a slot"))
    };
    let slot = |name: &str, function: &str| Owner::Slot { name: name.to_owned(), function: function.to_owned() };
    let of_field = [
        slot("fresh", "user::make"),
        Owner::Field { owner: "File".to_owned(), name: "counted".to_owned() },
        Owner::Lines { file: "src/user.rs".to_owned(), first: 10, last: 10 },
    ];
    assert_eq!(of("user::field"), of_field.clone().into());
    assert_eq!(of("user::taken"), of_field.clone().into());
    assert_eq!(of("user::local"), [slot("own", "user::local")].into());
    let both = [slot("own", "user::local")].into_iter().chain(of_field);
    assert_eq!(of("user::inner"), both.collect());
}

#[test]
fn what_is_no_rust_is_told_with_its_place() {
    let error = Program::parse(vec![raw("user", "fn f() {\n  let = 1;\n}")]).expect_err("it is no Rust");
    assert!(error.starts_with("src/user.rs:2:7: "), "{error}");
}
