//! Workspaces of their own, whose tests cargo is asked to run.

use std::path::PathBuf;
use std::process::Command;

/// The folder of this package.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where a workspace of its own is built: beside everything else.
pub(crate) fn target(workspace: &str) -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    tests.parent().expect("cargo's folder for tests is in its target folder").join(workspace)
}

/// `cargo test` of the workspace in this folder.
pub(crate) fn assert_tested(folder: &str) {
    let manifest = root().join(folder).join("Cargo.toml");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--all-targets", "--manifest-path"])
        .arg(&manifest)
        .arg("--target-dir")
        .arg(target(folder))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "`cargo test --manifest-path {}` failed; see its output", manifest.display());
}
