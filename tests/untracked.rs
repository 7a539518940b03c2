//! The build with tracking off passes its tests. It has a workspace of its own, so cargo is asked to run them.

use std::process::Command;

#[test]
fn the_untracked_build_passes_its_tests() {
    let root = env!("CARGO_MANIFEST_DIR");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--all-targets", "--manifest-path", &format!("{root}/untracked/Cargo.toml")])
        .arg("--target-dir")
        .arg(format!("{root}/target/untracked"))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "`cargo test --manifest-path untracked/Cargo.toml` failed; see its output");
}
