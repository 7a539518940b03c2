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
use crate::table::write_table;

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

fn write_list(f: &mut impl Write, list: &List) -> fmt::Result {
    write!(f, "\n  {}", list.title)?;
    write_holders(f, list)
}

pub(super) fn write_holders(f: &mut impl Write, list: &List) -> fmt::Result {
    write_table(f, 4, &list.groups.iter().map(group_row).collect::<Vec<_>>())?;
    write_more(f, list)
}

/// What the limit leaves out.
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
