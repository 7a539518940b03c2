//! What a report says, as values: a headline, the lives of the references, the lists of the objects, and advice.

use crate::holder::Holder;
use crate::leaks::Leaks;
use crate::owner::Owner;
use crate::place::Place;
use crate::ref_list::RefList;
use crate::violation::{Kind, Operation, Reference, Violation};

pub(super) struct Model {
    pub(super) headline: &'static str,
    pub(super) site: Option<(String, Place)>,
    pub(super) references: Vec<LifeStory>,
    pub(super) place: Option<Step>,
    pub(super) objects: Vec<List>,
    pub(super) leaked: Vec<List>,
    pub(super) advice: Vec<&'static str>,
}

/// A reference and the steps of its life.
pub(super) struct LifeStory {
    pub(super) role: &'static str,
    pub(super) owner: Owner,
    pub(super) class: &'static str,
    pub(super) steps: Vec<Step>,
}

/// One step: what happened, where, by whom, on what.
#[derive(Default)]
pub(super) struct Step {
    pub(super) what: &'static str,
    pub(super) place: Option<Place>,
    pub(super) thread: String,
    pub(super) object: String,
}

/// Everybody who holds one object.
pub(super) struct List {
    pub(super) title: String,
    pub(super) groups: Vec<Group>,
    /// Groups and holders that the limit left out.
    pub(super) more: Option<(usize, usize)>,
}

/// Holders with the same slot, place and thread.
pub(super) struct Group {
    /// What they hold, if that differs within the list.
    pub(super) object: String,
    pub(super) holders: usize,
    pub(super) owner: Owner,
    pub(super) place: Place,
    /// Where they were acquired, if they were moved here.
    #[cfg_attr(not(feature = "snippets"), expect(dead_code, reason = "only lines of the source have room for it"))]
    pub(super) acquired: Vec<Place>,
    pub(super) thread: String,
}

impl Model {
    pub(super) fn of(violation: &Violation, limit: usize) -> Self {
        let source = violation.source.as_ref().map(|source| life_story("source", source, violation, None));
        let reference =
            violation.reference.as_ref().map(|it| life_story("reference", it, violation, Some(last_step(violation))));
        let objects = [&violation.object, &violation.other].into_iter().flatten().map(|list| List::of(list, limit));
        Self {
            headline: headline(violation),
            site: site(violation),
            place: tells_place(violation).then(|| last_step(violation)),
            references: reference.into_iter().chain(source).collect(),
            objects: objects.collect(),
            leaked: violation.leaks.iter().flat_map(|leaks| leaked(leaks, limit)).collect(),
            advice: [advice(violation)].into_iter().chain(other_advice(violation)).collect(),
        }
    }
}

fn site(violation: &Violation) -> Option<(String, Place)> {
    let scope = violation.leaks.as_ref().map(|leaks| (leaks.title().to_string(), leaks.opened()));
    scope.or_else(|| violation.site.map(|site| (site.to_string(), site.place())))
}

/// Not for the end of a test, whose place is the one where it begins.
fn tells_place(violation: &Violation) -> bool {
    let is_told = violation.leaks.as_ref().is_some_and(|leaks| Some(leaks.opened()) == violation.place);
    violation.reference.is_none() && !is_told
}

fn life_story(role: &'static str, reference: &Reference, violation: &Violation, last: Option<Step>) -> LifeStory {
    let created = Step { what: "created", place: Some(reference.owner().place()), ..Step::default() };
    let lived = reference.share().into_iter().flat_map(|share| lived(share, reference.object_name()));
    LifeStory {
        role,
        owner: reference.owner(),
        class: violation.class(),
        steps: [created].into_iter().chain(lived).chain(last).collect(),
    }
}

/// The earlier steps of a share. The recorded thread is the one that acquired it, until it is given up.
fn lived(share: &Holder, object: Option<&str>) -> impl Iterator<Item = Step> {
    let thread = |then: bool| if then { share.thread() } else { String::new() };
    let acquired = Step {
        what: "acquired",
        place: Some(share.acquired),
        thread: thread(share.given_up.is_none()),
        object: format!("on {}", object.unwrap_or_default()),
    };
    let moved = share.moved.map(|place| Step {
        what: "moved",
        place: Some(place),
        object: format!("to {}", share.owner),
        ..Step::default()
    });
    let given_up = share.given_up.map(|place| Step {
        what: "given up",
        place: Some(place),
        thread: thread(true),
        ..Step::default()
    });
    [Some(acquired), moved, given_up].into_iter().flatten()
}

/// The step that was refused.
fn last_step(violation: &Violation) -> Step {
    let (what, preposition) = step(violation.operation);
    let object = violation.object.as_ref().map(|list| format!("{preposition} {}", list.object_name()));
    Step { what, place: violation.place, thread: violation.thread.clone(), object: object.unwrap_or_default() }
}

fn step(operation: Operation) -> (&'static str, &'static str) {
    match operation {
        Operation::New => ("new", "of"),
        Operation::Restart => ("restart", "of"),
        Operation::Get | Operation::TryGet | Operation::GetUntracked => ("get", "on"),
        Operation::Put | Operation::PutUntracked => ("put", "to"),
        Operation::Move => ("move", ""),
        Operation::List => ("listed", "on"),
        Operation::Unlist => ("unlisted", "from"),
        Operation::DropReference | Operation::DropObject => ("dropped", "with"),
        Operation::Require => ("vouched", ""),
        Operation::Return => ("returned", ""),
        Operation::EndScope | Operation::EndTest => ("ended", ""),
    }
}

pub(super) fn headline(violation: &Violation) -> &'static str {
    match (violation.kind, violation.operation) {
        (Kind::AlreadyHeld, Operation::Move) => "reference moved to a slot that is held already",
        (Kind::AlreadyHeld, _) => "reference filled while it is held already",
        (Kind::NotHeld, Operation::Move) => "reference moved that is not held",
        (Kind::NotHeld, Operation::Require) => "reference vouched with that is not held",
        (Kind::NotHeld, _) => "reference put that is not held",
        (Kind::WrongObject, _) => "reference put to the wrong object",
        (Kind::Stale, _) => "reference used after it was given up",
        (Kind::LeakedReference, _) => "reference dropped while it is held",
        (Kind::LeakedObject, _) => "object freed while references to it are held",
        (Kind::FromZero, _) => "share taken of an object whose count is zero",
        (Kind::NotZero, _) => "count started again while shares of it are left",
        (Kind::Overflow, _) => "count at its limit: the object will never be freed",
        (Kind::CountMismatch, Operation::DropObject) => "object freed while shares are left that nobody holds",
        (Kind::CountMismatch, _) => "share given up that the count does not have",
        (Kind::MissingAcquire, _) => "acquiring function succeeded without filling its reference",
        (Kind::UnexpectedAcquire, _) => "acquiring function failed with its reference filled",
        (Kind::LeakedInScope, _) if is_missing(violation) => {
            "fewer references are held at the end of a scope than it allows"
        }
        (Kind::LeakedInScope, Operation::EndTest) => {
            "references are still held at the end of the test that acquired them"
        }
        (Kind::LeakedInScope, _) => "references are still held at the end of the scope that acquired them",
    }
}

pub(super) fn advice(violation: &Violation) -> &'static str {
    match (violation.kind, violation.operation) {
        (Kind::AlreadyHeld, _) => "put or move what the slot holds before filling it again",
        (Kind::NotHeld, _) => "fill the reference first, and if filling it can fail, look whether it did",
        (Kind::WrongObject, _) => "put each reference to the object that it was acquired on",
        (Kind::Stale, _) => "make one reference of each raw pointer, and never copy one",
        (Kind::LeakedReference, _) => "put it, or move it to its next owner, on every path",
        (Kind::LeakedObject, _) => "free the object only when its last put says true",
        (Kind::FromZero, _) => "hold a reference while taking another, or take it with `try_get`",
        (Kind::NotZero, _) => "use an object's memory again only when its last put said true",
        (Kind::Overflow, _) => "look for gets in a loop that nobody puts",
        (Kind::CountMismatch, Operation::DropObject) => "look for a `get_untracked` without its `put_untracked`",
        (Kind::CountMismatch, _) => "look for a `put_untracked` without its `get_untracked`",
        (Kind::MissingAcquire, _) => "get, or pass the reference on, before every success",
        (Kind::UnexpectedAcquire, _) => "put the reference again before every failure",
        (Kind::LeakedInScope, _) if is_missing(violation) => "give `Scope::allow` the number that is meant to stay",
        (Kind::LeakedInScope, _) => "put it on every path, or wait with `Scope::settle` for the thread that does",
    }
}

/// Advice for a leak that may be intended.
fn other_advice(violation: &Violation) -> Option<&'static str> {
    match (violation.kind, violation.operation) {
        (Kind::LeakedInScope, _) if is_missing(violation) => None,
        (Kind::LeakedInScope, Operation::EndTest) => {
            Some("if this is meant to outlive the test, acquire it under `Scope::outside`")
        }
        (Kind::LeakedInScope, _) => Some("if this is meant to outlive the scope, acquire it under `Scope::outside`"),
        _ => None,
    }
}

/// Whether nothing leaked, and a reference that is allowed to stay is missing.
fn is_missing(violation: &Violation) -> bool {
    violation.leaks.as_ref().is_some_and(|leaks| leaks.holders().is_empty())
}

/// What leaked: a list for each class, and a line for each wrong number.
fn leaked(leaks: &Leaks, limit: usize) -> impl Iterator<Item = List> {
    let mut leaked: Vec<_> = leaks.named().collect();
    leaked.sort_by_key(|(holder, _)| (holder.class(), holder.class.id()));
    let lists: Vec<List> = leaked.chunk_by(|a, b| a.0.class.is(b.0.class)).map(|of| List::leaked(of, limit)).collect();
    let miscounts = leaks.miscounts().iter().map(|it| List { title: it.to_string(), groups: Vec::new(), more: None });
    lists.into_iter().chain(miscounts)
}

impl List {
    fn of(list: &RefList, limit: usize) -> Self {
        let holders: Vec<_> = list.holders.iter().map(|holder| (holder, "")).collect();
        Self::bounded(title(list), &holders, limit)
    }

    /// References of one class, on several objects.
    fn leaked(holders: &[(&Holder, &str)], limit: usize) -> Self {
        let title = format!("{}: {} held", holders[0].0.class(), holders.len());
        Self::bounded(title, holders, limit)
    }

    fn bounded(title: String, holders: &[(&Holder, &str)], limit: usize) -> Self {
        let mut groups = grouped(holders);
        let left_out = groups.split_off(groups.len().min(limit));
        let holders = left_out.iter().map(|group| group.holders).sum();
        Self { title, groups, more: (!left_out.is_empty()).then_some((left_out.len(), holders)) }
    }
}

/// The largest groups first, then by place. Holders come with the names of their objects if they have several.
fn grouped(holders: &[(&Holder, &str)]) -> Vec<Group> {
    let key =
        |(it, object): &(&Holder, _)| (it.owner, it.moved.unwrap_or(it.acquired), it.thread, *object, it.acquired);
    let mut keys: Vec<_> = holders.iter().map(key).collect();
    keys.sort_unstable();
    let mut groups: Vec<Group> = keys
        .chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2))
        .map(|same| {
            let (owner, place, thread, ..) = same[0];
            let mut acquired: Vec<Place> = same.iter().map(|it| it.4).filter(|acquired| *acquired != place).collect();
            acquired.sort_unstable();
            acquired.dedup();
            Group {
                holders: same.len(),
                owner,
                place,
                acquired,
                thread: thread.to_string(),
                object: objects(same.iter().map(|it| it.3)),
            }
        })
        .collect();
    groups.sort_by(|a, b| b.holders.cmp(&a.holders).then(a.place.cmp(&b.place)));
    groups
}

/// `on Mm #42`, or `on 3 objects`; empty if they have no names. The input is sorted.
fn objects<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.dedup();
    match names[..] {
        [] | [""] => String::new(),
        [name] => format!("on {name}"),
        _ => format!("on {} objects", names.len()),
    }
}

fn title(list: &RefList) -> String {
    let (object, class, listed) = (list.object_name(), list.class(), list.listed());
    match (list.count(), list.untracked()) {
        (Some(count), Some(0)) => format!("{object}: {class} = {count}, {listed} listed"),
        (Some(count), Some(untracked)) => {
            format!("{object}: {class} = {count}, {listed} listed, {untracked} untracked")
        }
        _ => format!("{object}: {class}, {listed} listed"),
    }
}
