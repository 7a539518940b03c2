//! Workspaces of their own, whose tests cargo is asked to run.

use std::process::Command;

/// `cargo test` of the workspace in this folder.
pub(crate) fn assert_tested(folder: &str) {
    let root = env!("CARGO_MANIFEST_DIR");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--all-targets", "--manifest-path", &format!("{root}/{folder}/Cargo.toml")])
        .arg("--target-dir")
        .arg(format!("{root}/target/{folder}"))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "`cargo test --manifest-path {folder}/Cargo.toml` failed; see its output");
}
