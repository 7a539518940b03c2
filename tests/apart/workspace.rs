//! Workspaces of their own, whose tests cargo is asked to run.

use std::path::PathBuf;
use std::process::Command;

/// The folder of this package.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A command of cargo's in a workspace of its own. It builds where this one is built, and in the same way, so that what
/// both need is built once.
pub(crate) fn cargo(workspace: &str) -> Command {
    let tests = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.env("CARGO_TARGET_DIR", tests.parent().expect("cargo's folder for tests is in its target folder"));
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    cargo.current_dir(root().join(workspace));
    cargo
}

/// `cargo test` of the workspace in this folder.
pub(crate) fn assert_tested(workspace: &str) {
    let status = cargo(workspace).args(["test", "--quiet", "--all-targets"]).status().expect("cargo runs");
    assert!(status.success(), "`cargo test` in {workspace} failed; see its output");
}
