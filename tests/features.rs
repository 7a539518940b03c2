//! The features that change what is printed pass their tests. They have a workspace of their own, so cargo is asked to run
//! them.

use std::process::Command;

#[test]
fn every_feature_passes_its_tests() {
    let root = env!("CARGO_MANIFEST_DIR");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--all-targets", "--manifest-path", &format!("{root}/features/Cargo.toml")])
        .arg("--target-dir")
        .arg(format!("{root}/target/features"))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "`cargo test --manifest-path features/Cargo.toml` failed; see its output");
}
