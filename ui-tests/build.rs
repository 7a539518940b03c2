//! Makes a module of each correct program, so that a new file is built and run without being listed anywhere.

use std::path::Path;
use std::{env, fs};

fn main() {
    let here = env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let programs = Path::new(&here).join("../ui-tests/pass").canonicalize().expect("there are programs");
    println!("cargo::rerun-if-changed={}", programs.display());

    let files = fs::read_dir(&programs).expect("it can be read").map(|file| file.expect("it can be read").path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).collect();
    files.sort();
    let module = |file: &Path| format!("#[path = {file:?}]\nmod {};\n", file.file_stem().unwrap().to_string_lossy());
    let modules: String = files.iter().map(|file| module(file)).collect();
    let out = env::var("OUT_DIR").expect("cargo says where to write");
    fs::write(Path::new(&out).join("correct.rs"), modules).expect("it can be written");
}
