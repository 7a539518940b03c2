//! What the path checker costs at compile time: `cargo check` of many functions of 30 lines with `#[balances_refs]`,
//! and of the same functions with `#[tracing::instrument]`, in turn, in one run.
//!
//! `cargo bench --bench checking` measures 1,000 functions; `-- --quick` only shows that it runs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

/// What every function needs, in both crates.
const PRELUDE: &str = r#"
use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
pub struct Users;

#[derive(RefCounted)]
pub struct Mm {
    #[ref_count]
    pub users: RefCount<Users>,
    pub size: u64,
}

pub fn find<'a>(mms: &'a [Mm], at: usize, mm_ref: &mut MmRef<Users>) -> Option<&'a Mm> {
    let mm = mms.get(at)?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

pub fn mmput(mm: &Mm, mm_ref: MmRef<Users>) {
    let _ = mmref::put(mm, mm_ref);
}
"#;

/// A function of 30 lines that acquires in a loop, on two paths, and releases on each.
fn function(attribute: &str, number: usize) -> String {
    format!(
        r#"
{attribute}
pub fn function_{number}(mms: &[Mm], wanted: &[usize], verbose: bool) -> Result<u64, std::num::ParseIntError> {{
    MM_REF!(first_ref: Users);
    let mut sum: u64 = "{number}".parse()?;
    let Some(first) = find(mms, 0, &mut first_ref) else {{
        return Ok(sum);
    }};
    for at in wanted {{
        MM_REF!(mm_ref: Users);
        if let Some(mm) = find(mms, *at, &mut mm_ref) {{
            if mm.size == 0 {{
                mmput(mm, mm_ref);
                continue;
            }}
            match mm.size % 3 {{
                0 => sum += mm.size,
                1 if verbose => println!("{{}} of {{}}", mm.size, first.size),
                _ => sum += 1,
            }}
            mmput(mm, mm_ref);
        }}
    }}
    if verbose {{
        println!("{{sum}}");
    }}
    let size = first.size;
    mmput(first, first_ref);
    Ok(sum + size)
}}
"#
    )
}

struct Crate {
    folder: PathBuf,
}

impl Crate {
    fn write(base: &Path, name: &str, attribute: &str, functions: usize) -> Self {
        let folder = base.join(name);
        let root = env!("CARGO_MANIFEST_DIR");
        fs::create_dir_all(folder.join("src")).expect("the target folder can be written");
        let manifest = format!(
            "[workspace]\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [dependencies]\nmmref = {{ path = {root:?} }}\ntracing = \"0.1\"\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("the target folder can be written");
        let mut source = PRELUDE.to_owned();
        (0..functions).for_each(|number| write!(source, "{}", function(attribute, number)).expect("a string has room"));
        fs::write(folder.join("src/lib.rs"), source).expect("the target folder can be written");
        Self { folder }
    }

    /// Checks the crate, without its dependencies.
    fn check(&self) -> Duration {
        let source = self.folder.join("src/lib.rs");
        let text = fs::read_to_string(&source).expect("it was written before");
        fs::write(&source, text).expect("the target folder can be written");
        let start = Instant::now();
        let status = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--manifest-path"])
            .arg(self.folder.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(self.folder.join("../target"))
            .status()
            .expect("cargo runs");
        assert!(status.success(), "`cargo check` of {} failed", self.folder.display());
        start.elapsed()
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let quick = env::args().any(|arg| arg == "--quick");
    let (functions, rounds) = if quick { (20, 1) } else { (1000, 7) };
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checking");
    let ours = Crate::write(&base, "balanced", "#[mmref::balances_refs]", functions);
    let theirs = Crate::write(&base, "instrumented", "#[tracing::instrument(skip_all)]", functions);
    let plain = Crate::write(&base, "plain", "", functions);
    let crates = [&ours, &theirs, &plain];
    crates.into_iter().for_each(|of| _ = of.check());
    let seconds: Vec<[f64; 3]> = (0..rounds).map(|_| crates.map(|of| of.check().as_secs_f64())).collect();
    let of = |which: usize| median(seconds.iter().map(|round| round[which]).collect());
    let ratio = median(seconds.iter().map(|round| round[0] / round[1]).collect());
    println!("cargo check of {functions} functions: {:.2} s without attributes", of(2));
    println!(
        "#[balances_refs] {:.2} s   #[tracing::instrument] {:.2} s   ratio {ratio:.2}   (budget 1.00)",
        of(0),
        of(1)
    );
}
