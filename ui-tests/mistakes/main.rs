//! Programs that must not compile: one rule a folder, one mistake a file, at most 25 lines.
//!
//! The messages are those of the stable toolchain that CI runs. After reading them as a user would, accept new ones with
//! `TRYBUILD=overwrite cargo test -p ui-tests --test mistakes`.

mod comments;

#[test]
fn mistakes_are_rejected_with_a_message() {
    trybuild::TestCases::new().compile_fail("fail/*/*.rs");
}
