//! A copy of the workspace in which mutants are built. The copy and its builds are kept, so that the next mutant, and
//! the next run, build only what changed.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Folders that are not copied.
const SKIPPED: [&str; 2] = ["target", ".git"];

pub(crate) fn is_skipped(name: &OsStr) -> bool {
    SKIPPED.iter().any(|skipped| name == *skipped)
}

/// While this exists, nobody else uses the copy.
#[derive(Debug)]
pub(crate) struct Scratch {
    _lock: File,
    /// The root of the copied workspace.
    pub(crate) workspace: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
}

impl Scratch {
    /// Makes the copy in `folder` equal to `original`. Files that are already equal keep their time.
    pub(crate) fn prepare(original: &Path, folder: &Path) -> Result<Self, String> {
        let complain = |error| format!("the workspace cannot be copied to {}: {error}", folder.display());
        let lock = lock(folder).map_err(complain)?;
        let scratch = Self { _lock: lock, workspace: folder.join("workspace"), target: folder.join("build") };
        synchronize(original, &scratch.workspace).map_err(complain)?;
        Ok(scratch)
    }

    /// Replaces the text of a file in the copy.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let file = self.workspace.join(path);
        fs::write(&file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))
    }
}

fn lock(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let file = File::create(folder.join("lock"))?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        eprintln!("waiting for another run in {}", folder.display());
        file.lock()?;
    }
    Ok(file)
}

fn synchronize(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let mut wanted = BTreeSet::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if is_skipped(&name) {
            continue;
        }
        let (source, copy) = (entry.path(), to.join(&name));
        if source.is_dir() {
            synchronize(&source, &copy)?
        } else {
            copy_file(&source, &copy)?
        }
        wanted.insert(name);
    }
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !wanted.contains(&entry.file_name()) {
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
    }
    Ok(())
}

fn copy_file(source: &Path, copy: &Path) -> io::Result<()> {
    let text = fs::read(source)?;
    if fs::read(copy).is_ok_and(|present| present == text) {
        return Ok(());
    }
    fs::write(copy, text)
}
