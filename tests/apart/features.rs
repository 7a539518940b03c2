//! The features that change what is printed pass their tests. They have a workspace of their own, so cargo is asked to run
//! them.

#[test]
fn every_feature_passes_its_tests() {
    super::workspace::assert_tested("features");
}
