//! Tables of text: aligned columns, and rows that a limit bounds.

use core::fmt::{self, Write};

/// So many references, in words.
pub(crate) fn references(number: usize) -> String {
    match number {
        1 => "1 reference".to_owned(),
        _ => format!("{number} references"),
    }
}

/// A group of holders in a table of its own: how many, what they have in common, and what more there is to say.
pub(crate) struct Row {
    pub(crate) sign: &'static str,
    pub(crate) holders: usize,
    pub(crate) key: String,
    pub(crate) details: Vec<String>,
}

/// No more rows than the limit, and what is left out.
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

/// Left-aligned columns, two spaces apart, without those that are empty. All rows are of one length.
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
