//! The order of layers in ARCHITECTURE.md.

use core::fmt;

/// The modules of every room, bottom layer first.
pub(crate) struct Order(Vec<Room>);

/// A crate, or a folder inside one.
pub(crate) struct Room {
    pub(crate) name: String,
    /// The modules above it: none for a crate.
    pub(crate) path: Vec<String>,
    /// Each may know only those before it.
    pub(crate) modules: Vec<String>,
}

impl Order {
    /// Reads the rows of `| room | modules | … |`. A row without a room continues the one above.
    pub(crate) fn read(document: &str) -> Self {
        let mut rooms: Vec<Room> = Vec::new();
        let rows = document.lines().skip_while(|line| !line.starts_with("| room | modules"));
        for row in rows.skip(2).take_while(|line| line.starts_with('|')) {
            let mut cells = row.split('|').skip(1).map(quoted);
            let (room, modules) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            match (room.first(), rooms.last_mut()) {
                (Some(name), _) => rooms.push(Room::new(name, modules)),
                (None, Some(room)) => room.modules.extend(modules),
                (None, None) => panic!("the first row of layers names no room: {row}"),
            }
        }
        Self(rooms)
    }

    /// The rooms of a crate: itself, and its folders.
    pub(crate) fn rooms_of(&self, name: &str) -> impl Iterator<Item = &Room> {
        self.0.iter().filter(move |room| room.name.split('/').next() == Some(name))
    }
}

/// The text between backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

impl Room {
    pub(crate) fn new(name: &str, modules: Vec<String>) -> Self {
        let path = name.split('/').skip(1).map(str::to_owned).collect();
        Self { name: name.to_owned(), path, modules }
    }

    /// The distance of a module from the bottom.
    pub(crate) fn height(&self, module: &str) -> Option<usize> {
        self.modules.iter().position(|name| name == module)
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
