#[path = "../../tests/glob_imports.rs"]
mod glob_imports;
