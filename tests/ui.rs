//! Programs that compile, and programs that do not: one rule a folder, one mistake a file.
//!
//! The messages are those of the stable toolchain that CI runs. After reading them as a user would, accept new ones with
//! `TRYBUILD=overwrite cargo test --test ui`.

#[test]
fn correct_programs_compile_and_run() {
    trybuild::TestCases::new().pass("ui-tests/pass/*.rs");
}

#[test]
fn mistakes_are_rejected_with_a_message() {
    trybuild::TestCases::new().compile_fail("ui-tests/fail/*/*.rs");
}
