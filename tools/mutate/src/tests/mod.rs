//! Tests that need no build of a target. `tests/whole_tool.rs` contains the rest.

mod arguments;
mod build;
mod journal;
mod mutant;
mod operators;
mod options;
mod output;
mod progress;
mod report;
mod reviewed;
mod sample;
mod source;
mod verdict;

use crate::mutant::{Mutant, all};
use crate::source::{Program, RawFile};

/// A small program that has both classes, and functions that its users call.
const MM: &str = r#"
use mmref::{MmRef, RefCount, SharedRef, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
pub struct MmUsers;

#[derive(RefClass)]
pub struct MmCount;

pub struct Task {
    mm: Option<Mm>,
    mm_ref: MmRef<MmUsers>,
    lazy_ref: SharedRef<MmCount>,
}

#[acquires_ref(MmUsers)]
pub fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[acquires_ref(MmUsers)]
pub fn mmget_not_zero(mm: &Mm) -> bool {
    mmref::try_get(mm, mm_ref)
}

#[releases_ref(MmUsers)]
pub fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        mm.free();
    }
}

#[acquires_ref(MmCount)]
pub fn mmgrab(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[releases_ref(MmCount)]
pub fn mmdrop(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        mm.free();
    }
}

#[acquires_ref(MmUsers)]
pub fn get_task_mm(task: &Task) -> Option<&Mm> {
    let mm = task.mm.as_ref()?;
    mmget(mm, mm_ref);
    Some(mm)
}

#[requires_ref(MmUsers)]
pub fn task_mem(mm: &Mm) -> u64 {
    mm.size
}
"#;

fn raw(path: &str, text: &str) -> RawFile {
    RawFile { path: format!("src/{path}.rs"), module: path.to_owned(), text: text.to_owned() }
}

/// `MM`, and a file `user` that uses it.
fn program(user: &str) -> Program {
    Program::parse(vec![raw("mm", MM), raw("user", user)]).expect("it is Rust")
}

/// The mutants of `user`.
fn mutants(user: &str) -> Vec<Mutant> {
    all(&program(user), |path| path == "src/mm.rs")
}

/// The only mutant of an operator.
fn mutant_of(operator: &str, user: &str) -> Mutant {
    let mut mutants = mutants(user);
    mutants.retain(|mutant| mutant.operator == operator);
    assert_eq!(mutants.len(), 1, "{mutants:#?}");
    mutants.remove(0)
}
