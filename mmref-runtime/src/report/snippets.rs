//! A report as a compiler would print it: the lines of the source, with what happened there.

use core::fmt;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};

use super::model::{Group, List, Model, Step};
use super::text;
use crate::place::Place;

/// A step of the report at a line of the source.
struct Mark {
    place: Place,
    label: String,
    is_last: bool,
}

/// The report, in colour on a terminal unless `NO_COLOR` is set (<https://no-color.org>).
pub(super) fn styled() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The report with its source. `None` if a source file is missing.
pub(super) fn render(model: &Model, styled: bool) -> Option<String> {
    let mut files: BTreeMap<&'static str, Vec<Mark>> = BTreeMap::new();
    for mark in marks(model) {
        files.entry(mark.place.file()).or_default().push(mark);
    }
    let mut files: Vec<(&'static str, Vec<Mark>)> = files.into_iter().collect();
    files.sort_by_key(|(_, marks)| !marks.iter().any(|mark| mark.is_last));
    let snippets: Option<Vec<Snippet<'_, Annotation<'_>>>> =
        files.iter().map(|(file, marks)| snippet(file, marks)).collect();
    let title = format!("mmref: {}", model.headline);
    let group = Level::ERROR.primary_title(title).elements(snippets?).elements(notes(model));
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    Some(renderer.render(&[group]))
}

/// Everything that has a place. The fault comes last.
fn marks(model: &Model) -> Vec<Mark> {
    let (stories, last) = (&model.references, &model.place);
    let of_story = stories.iter().enumerate().flat_map(|(number, story)| {
        let count = story.steps.len();
        let name = if stories.len() > 1 { format!("{}: ", story.role) } else { String::new() };
        story.steps.iter().enumerate().map(move |(index, step)| (name.clone(), step, number == 0 && index + 1 == count))
    });
    let all = of_story.chain(last.iter().map(|step| (String::new(), step, true)));
    let marks =
        all.filter_map(|(name, step, is_last)| Some(Mark { place: step.place?, label: name + &label(step), is_last }));
    let leaked = model.leaked.iter().flat_map(|list| &list.groups).flat_map(marks_of);
    let site = model.site.iter().map(|(site, place)| Mark { place: *place, label: site.clone(), is_last: false });
    marks.chain(site).chain(leaked).collect()
}

/// A leaked reference is at fault in the slot that holds it now.
fn marks_of(group: &Group) -> impl Iterator<Item = Mark> {
    let created = (group.owner.place() != group.place).then(|| (group.owner.place(), "created"));
    let acquired = group.acquired.iter().map(|place| (*place, "acquired"));
    let before = created.into_iter().chain(acquired);
    let before = before.map(|(place, label)| Mark { place, label: label.to_owned(), is_last: false });
    let Group { holders, owner, thread, object, .. } = group;
    let label = format!("{holders} leaked: {owner}  thread {thread}  {object}").trim_end().to_owned();
    before.chain([Mark { place: group.place, label, is_last: true }])
}

fn label(step: &Step) -> String {
    let thread = if step.thread.is_empty() { String::new() } else { format!(" by thread {}", step.thread) };
    let object = if step.object.is_empty() { String::new() } else { format!(" {}", step.object) };
    format!("{}{object}{thread}", step.what)
}

fn snippet(file: &'static str, marks: &[Mark]) -> Option<Snippet<'static, Annotation<'static>>> {
    let source = std::fs::read_to_string(at_hand(Path::new(file))?).ok()?;
    let annotations: Option<Vec<Annotation<'static>>> = marks.iter().map(|mark| annotation(&source, mark)).collect();
    let annotations = annotations?;
    Some(Snippet::source(source).path(file).annotations(annotations))
}

/// The file, by its own path, or relative to a folder above the one that this process runs in.
fn at_hand(file: &Path) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|directory| directory.join(file)).find(|path| path.is_file())
}

fn annotation(source: &str, mark: &Mark) -> Option<Annotation<'static>> {
    let start = offset(source, mark.place)?;
    let rest = &source[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && !"_!:".contains(c)).unwrap_or(rest.len()).max(1);
    let kind = if mark.is_last { AnnotationKind::Primary } else { AnnotationKind::Context };
    Some(kind.span(start..start + word).label(mark.label.clone()))
}

/// The byte offset of a place in the text. `None` if the text is not the one that was compiled.
fn offset(source: &str, place: Place) -> Option<usize> {
    let line = source.split_inclusive('\n').nth(place.line() as usize - 1)?;
    let column = line.char_indices().nth(place.column() as usize - 1)?.0;
    Some(line.as_ptr() as usize - source.as_ptr() as usize + column)
}

/// What has no place in the source: steps, other holders of the objects, and advice.
fn notes<'a>(model: &Model) -> Vec<Element<'a>> {
    let slots =
        model.references.iter().map(|story| format!("{} is {}, class {}", story.role, story.owner, story.class));
    let unplaced = model.references.iter().flat_map(|story| &story.steps).chain(&model.place);
    let unplaced = unplaced.filter(|step| step.place.is_none()).map(label);
    let leaked = model.leaked.iter().map(|list| noted(list, text::write_more));
    let notes =
        slots.chain(unplaced).chain(model.objects.iter().map(|list| noted(list, text::write_holders))).chain(leaked);
    let notes = notes.map(|note| Level::NOTE.message(note).into());
    let advice = model.advice.iter().map(|advice| Level::HELP.message(*advice).into());
    notes.chain(advice).collect()
}

fn noted(list: &List, write: impl Fn(&mut String, &List) -> fmt::Result) -> String {
    let mut note = list.title.clone();
    let _ = write(&mut note, list);
    note
}
