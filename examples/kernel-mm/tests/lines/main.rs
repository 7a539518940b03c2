//! The cost of mmref in lines: those of the converted functions that exist for it alone, and those that it changed. The
//! README's table is generated here: `LINES=overwrite cargo test -p kernel-mm --test lines` writes it.

mod count;
mod names;
mod table;

use std::path::{Path, PathBuf};
use std::{env, fs};

use table::{BEGIN, END, table};

/// One source file of the model.
struct Source {
    /// Below `src/`.
    path: String,
    syntax: syn::File,
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files that correspond to a kernel file. The machine that they run on, and the workload, were not converted.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&here("src"), &mut files);
    let mut sources: Vec<_> = files.iter().map(|file| read(file)).filter(|source| is_model(&source.path)).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn is_model(path: &str) -> bool {
    let machine = path.starts_with("workload/") || (path.starts_with("kernel/") && path != "kernel/task.rs");
    !machine && path != "main.rs"
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn read(file: &Path) -> Source {
    let text = fs::read_to_string(file).expect("it can be read");
    let below = file.strip_prefix(here("src")).expect("it was found there");
    let path = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    Source { path, syntax: syn::parse_file(&text).expect("it compiles") }
}

#[test]
fn the_readmes_table_is_up_to_date() {
    let readme = fs::read_to_string(here("README.md")).expect("there is a README");
    let (before, rest) = readme.split_once(BEGIN).expect("the table begins somewhere");
    let (found, after) = rest.split_once(END).expect("the table ends somewhere");
    let wanted = table(&sources());
    if env::var_os("LINES").is_some_and(|value| value == "overwrite") {
        return fs::write(here("README.md"), [before, BEGIN, &wanted, END, after].concat()).expect("it can be written");
    }
    assert!(found == wanted, "LINES=overwrite cargo test -p kernel-mm --test lines writes this:\n{wanted}");
}

/// Lines are counted by the names of references, so these must be recognisable.
#[test]
fn every_reference_is_called_so() {
    let odd: Vec<_> = sources().iter().flat_map(names::odd).collect();
    assert!(odd.is_empty(), "a reference's name ends in `_ref`, or that and a number, and these do not: {odd:#?}");
}

/// The patch would count one changed line and six added ones.
#[test]
fn lines_are_told_apart() {
    let source = "
        #[balances_refs]
        fn status(task: &Task) {
            MM_REF!(mm_ref: MmUsers);
            let Some(mm) = get_task_mm(task, &mut mm_ref) else { return };
            if mm.is_odd() {
                move_ref(mm_ref, &mut task.mm_ref);
            } else {
                show(mm, task.name.as_ref());
            }
            if mm.is_even() {
                move_ref(mm_ref, &mut task.mm_ref);
            }
        }
    ";
    let syntax = syn::parse_file(source).expect("it is Rust");
    let lines = count::of_item(&syntax.items[0]);
    assert_eq!((lines.added, lines.changed), (6, 1));
}
