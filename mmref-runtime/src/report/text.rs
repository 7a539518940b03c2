//! The plain-text form of a report.
//!
//! ```text
//! mmref: reference put to the wrong object
//!   reference  mm_ref in procfs::status, class mm_users
//!     created   examples/procfs.rs:88:5
//!     acquired  examples/procfs.rs:90:14   thread reader-1   on Mm #42 "811 sshd"
//!     put       examples/procfs.rs:95:9    thread reader-1   to Mm #17 "1 systemd"
//!   Mm #17 "1 systemd": mm_users = 3, 2 listed, 1 untracked
//!     2  mm_ref in procfs::fork    examples/procfs.rs:40:9    thread main
//! ```

use core::fmt::{self, Write};

use super::model::{Group, LifeStory, List, Model, Step};

pub(super) fn write(f: &mut impl Write, model: &Model) -> fmt::Result {
    write!(f, "mmref: {}", model.headline)?;
    if let Some((site, place)) = &model.site {
        write!(f, "\n  in {site}  {place}")?;
    }
    model.references.iter().try_for_each(|reference| write_life(f, reference))?;
    model.place.iter().try_for_each(|step| write_steps(f, 2, core::slice::from_ref(step)))?;
    model.objects.iter().chain(&model.leaked).try_for_each(|list| write_list(f, list))?;
    model.advice.iter().try_for_each(|advice| write!(f, "\n  help: {advice}"))
}

fn write_life(f: &mut impl Write, story: &LifeStory) -> fmt::Result {
    write!(f, "\n  {}  {}, class {}", story.role, story.owner, story.class)?;
    write_steps(f, 4, &story.steps)
}

fn write_steps(f: &mut impl Write, indent: usize, steps: &[Step]) -> fmt::Result {
    let rows = steps.iter().map(|step| {
        let thread = if step.thread.is_empty() { String::new() } else { format!("thread {}", step.thread) };
        vec![
            step.what.to_owned(),
            step.place.map_or_else(String::new, |place| place.to_string()),
            thread,
            step.object.clone(),
        ]
    });
    write_table(f, indent, &rows.collect::<Vec<_>>())
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

fn write_list(f: &mut impl Write, list: &List) -> fmt::Result {
    write!(f, "\n  {}", list.title)?;
    write_holders(f, list)
}

pub(super) fn write_holders(f: &mut impl Write, list: &List) -> fmt::Result {
    write_table(f, 4, &list.groups.iter().map(group_row).collect::<Vec<_>>())?;
    write_more(f, list)
}

/// What the limit has left out.
pub(super) fn write_more(f: &mut impl Write, list: &List) -> fmt::Result {
    match list.more {
        Some((1, holders)) => write!(f, "\n    and {holders} more in one other place"),
        Some((groups, holders)) => write!(f, "\n    and {holders} more in {groups} other places"),
        None => Ok(()),
    }
}

fn group_row(group: &Group) -> Vec<String> {
    let thread = format!("thread {}", group.thread);
    vec![group.holders.to_string(), group.owner.to_string(), group.place.to_string(), thread, group.object.clone()]
}

/// Left-aligned columns, two spaces apart, without those that are empty. All rows are of one length.
fn write_table(f: &mut impl Write, indent: usize, rows: &[Vec<String>]) -> fmt::Result {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let line = cells.fold(String::new(), |line, (cell, width)| format!("{line}{cell:width$}  "));
        write!(f, "\n{:indent$}{}", "", line.trim_end())?;
    }
    Ok(())
}
