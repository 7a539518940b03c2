//! Tables of text: aligned columns, and rows that a limit bounds.

use core::fmt::{self, Write};

/// The number of references, in words.
pub(crate) fn references(number: usize) -> String {
    match number {
        1 => "1 reference".to_owned(),
        _ => format!("{number} references"),
    }
}

/// A row of a table: how many holders a group has, what they have in common, and details.
pub(crate) struct Row {
    pub(crate) sign: &'static str,
    pub(crate) holders: usize,
    pub(crate) key: String,
    pub(crate) details: Vec<String>,
}

/// Writes at most `limit` rows, and how much is left out.
pub(crate) fn write_rows(f: &mut impl Write, rows: &[Row], limit: usize) -> fmt::Result {
    let (shown, rest) = rows.split_at(limit.min(rows.len()));
    let digits = shown.iter().map(|row| row.holders.to_string().len()).max().unwrap_or(0);
    let cells = |row: &Row| {
        let count = format!("{}{:digits$}", row.sign, row.holders);
        [count, row.key.clone()].into_iter().chain(row.details.iter().cloned()).collect()
    };
    write_table(f, 2, &shown.iter().map(cells).collect::<Vec<_>>())?;
    match rest.len() {
        0 => Ok(()),
        1 => write!(f, "\n  and {} more in one other group", rest[0].holders),
        groups => {
            write!(f, "\n  and {} more in {groups} other groups", rest.iter().map(|row| row.holders).sum::<usize>())
        }
    }
}

/// Writes left-aligned columns, two spaces apart, without empty ones. All rows have the same length.
pub(crate) fn write_table(f: &mut impl Write, indent: usize, rows: &[Vec<String>]) -> fmt::Result {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let line = cells.fold(String::new(), |line, (cell, width)| format!("{line}{cell:width$}  "));
        write!(f, "\n{:indent$}{}", "", line.trim_end())?;
    }
    Ok(())
}
