//! A module knows only what is below it.
//!
//! The paths in the sources of each product crate make arrows between its modules, and every arrow has to point down
//! the table of layers in ARCHITECTURE.md. So there are no cycles. A folder is one module; if the table also lists the
//! inside of one (`mmref-macros/check`), its children are modules of their own.

mod arrows;
mod order;
mod sources;
mod tests;

use std::fmt::Write as _;
use std::path::Path;

use arrows::{Arrow, arrows};
use order::{Order, Room};
use sources::{Crate, Disk};

const CRATES: [&str; 2] = ["mmref-macros", "mmref-runtime"];

#[test]
fn every_module_knows_only_what_is_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the document is there");
    let order = Order::read(&document);
    let mut wrong = String::new();
    for name in CRATES {
        let krate = Crate::read(&Disk(root.join(name).join("src")));
        let rooms: Vec<&Room> = order.rooms_of(name).collect();
        assert!(!rooms.is_empty(), "ARCHITECTURE.md has no layers of {name}");
        rooms.iter().for_each(|room| wrong.push_str(&judge(&krate, room)));
    }
    assert!(wrong.is_empty(), "\n{wrong}\nThe order of layers is the table in ARCHITECTURE.md.");
}

/// The mistakes in one room, one a line.
fn judge(krate: &Crate, room: &Room) -> String {
    let mut wrong = String::new();
    let inside = krate.children(&room.path);
    for module in inside.iter().filter(|module| room.height(module).is_none()) {
        let _ = writeln!(wrong, "{room}: the module `{module}` is in no layer");
    }
    for module in room.modules.iter().filter(|module| !inside.contains(module.as_str())) {
        let _ = writeln!(wrong, "{room}: there is no module `{module}`");
    }
    for arrow in arrows(krate, &room.path) {
        if let Some(complaint) = complaint(room, &arrow) {
            let _ = writeln!(wrong, "{room}: {complaint}");
        }
    }
    wrong
}

fn complaint(room: &Room, arrow: &Arrow) -> Option<String> {
    let Arrow { from, to, place, path } = arrow;
    match to {
        None => Some(format!("`{from}` knows the root above it ({place}: `{path}`)")),
        Some(to) if room.height(from)? <= room.height(to)? => {
            Some(format!("`{from}` knows `{to}`, which is no lower ({place}: `{path}`)"))
        }
        Some(_) => None,
    }
}
