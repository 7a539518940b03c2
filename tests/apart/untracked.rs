//! The build with tracking off passes its tests. It has a workspace of its own, so cargo is asked to run them.

#[test]
fn the_untracked_build_passes_its_tests() {
    super::workspace::assert_tested("untracked");
}
