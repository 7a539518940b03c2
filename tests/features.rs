//! The features that change what is printed pass their tests. They have a workspace of their own, so cargo is asked to run
//! them.
#[path = "common/workspace.rs"]
mod workspace;

#[test]
fn every_feature_passes_its_tests() {
    workspace::assert_tested("features");
}
