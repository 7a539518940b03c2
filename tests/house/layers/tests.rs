//! The test of layers finds what it should find.

use std::collections::BTreeMap;

use super::order::{Order, Room};
use super::sources::{Crate, Files};

impl Files for BTreeMap<&str, &str> {
    fn read(&self, path: &str) -> Option<String> {
        self.get(path).map(|text| (*text).to_owned())
    }
}

fn judged(files: &[(&str, &str)], room: &str, modules: &[&str]) -> String {
    let krate = Crate::read(&files.iter().copied().collect::<BTreeMap<_, _>>());
    super::judge(&krate, &Room::new(room, modules.iter().copied().map(str::to_owned).collect()))
}

#[test]
fn the_table_is_read_from_the_ground_up() {
    let document =
        "| room | modules | what |\n| --- | --- | --- |\n| `a` | `x`, `y` | no `z` |\n| | `z` | |\n| `a/z` | `w` | |\n";
    let order = Order::read(document);
    let rooms: Vec<_> = order.rooms_of("a").map(|room| (room.path.join("/"), room.modules.join(" "))).collect();
    assert_eq!(rooms, [(String::new(), "x y z".to_owned()), ("z".to_owned(), "w".to_owned())]);
}

#[test]
fn arrows_down_are_fine() {
    let files = [
        ("lib.rs", "mod low; mod high; pub use high::run;"),
        ("low.rs", "pub struct Low;"),
        ("high/mod.rs", "mod part; use crate::low::Low; pub fn run() { part::go(Low) }"),
        ("high/part.rs", "pub fn go(_: crate::low::Low) { super::run() }"),
    ];
    assert_eq!(judged(&files, "k", &["low", "high"]), "");
}

#[test]
fn a_circle_is_an_arrow_up() {
    let files =
        [("lib.rs", "mod low; mod high;"), ("low.rs", "use crate::high::High;"), ("high.rs", "use crate::low::Low;")];
    let expected = "k: `low` knows `high`, which is no lower (low.rs:1: `crate::high::High`)\n";
    assert_eq!(judged(&files, "k", &["low", "high"]), expected);
}

#[test]
fn what_the_root_hands_on_is_known_where_it_is_written() {
    let root = "mod low; mod high; pub use high::inner::Deep as Shown; use high as imp;";
    let files = [
        ("lib.rs", root),
        ("low.rs", "fn f() { crate::Shown::new(); crate::imp::go() }"),
        ("high.rs", "pub mod inner { pub struct Deep; }"),
    ];
    assert_eq!(judged(&files, "k", &["low", "high"]).lines().count(), 2);
}

#[test]
fn the_root_is_above_everything() {
    let files = [("lib.rs", "mod low; struct Here;"), ("low.rs", "\nuse crate::Here;")];
    assert_eq!(judged(&files, "k", &["low"]), "k: `low` knows the root above it (low.rs:2: `crate::Here`)\n");
}

#[test]
fn macros_are_looked_into() {
    let high = "#[macro_export] macro_rules! made { () => {} }";
    let low =
        "macro_rules! a { () => { $crate::high::X } } fn f() { println!(\"{}\", crate::high::Y); crate::made!() }";
    let files = [("lib.rs", "mod low; mod high;"), ("low.rs", low), ("high.rs", high)];
    assert_eq!(judged(&files, "k", &["low", "high"]).lines().count(), 3);
}

#[test]
fn tests_and_documents_may_know_everything() {
    let low =
        "/// [`crate::high`]\nfn f() {} #[cfg(test)] mod tests { use crate::high; } #[cfg(test)] use crate::high as h;";
    let files = [("lib.rs", "mod low; mod high;"), ("low.rs", low), ("high.rs", "")];
    assert_eq!(judged(&files, "k", &["low", "high"]), "");
}

#[test]
fn a_folder_can_be_a_room() {
    let files = [
        ("lib.rs", "mod check;"),
        ("check/mod.rs", "mod data; mod walk;"),
        ("check/data.rs", "use super::walk::W;"),
        ("check/walk.rs", "use super::data::D;"),
    ];
    assert_eq!(judged(&files, "k/check", &["data", "walk"]).lines().count(), 1);
    assert_eq!(judged(&files, "k", &["check"]), "");
}

#[test]
fn every_module_has_a_layer_and_every_layer_its_modules() {
    let files = [("lib.rs", "mod low;"), ("low.rs", "")];
    assert_eq!(judged(&files, "k", &["high"]).lines().count(), 2);
}
