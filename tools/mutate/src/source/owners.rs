//! The owner of a reference, as a report would name it: followed from a slot to where its reference was first made,
//! through callers and fields.

use std::collections::BTreeSet;

use super::facts::{Callee, Function, Origin, Slot, SlotKind};
use super::{Program, SourceFile};

/// A slot to follow, and where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Subject {
    pub(crate) slot: String,
    pub(crate) class: Option<String>,
    pub(crate) at: usize,
}

/// A name that a report may use for the owner.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Owner {
    /// `mm_ref in files::mem_open`
    Slot { name: String, function: String },
    /// `TaskMm::mm_ref`
    Field { owner: String, name: String },
    /// `a slot made at examples/procfs/src/task.rs:82:25`
    Lines { file: String, first: usize, last: usize },
}

/// Every possible owner of the subject's reference.
pub(crate) fn owners(program: &Program, function: &Function, subject: &Subject) -> BTreeSet<Owner> {
    let mut search = Search { program, seen: BTreeSet::new(), owners: BTreeSet::new() };
    search.slot(function, subject);
    search.owners
}

struct Search<'a> {
    program: &'a Program,
    /// Functions that call each other are visited once.
    seen: BTreeSet<(String, String)>,
    owners: BTreeSet<Owner>,
}

impl<'a> Search<'a> {
    fn slot(&mut self, function: &'a Function, subject: &Subject) {
        if !self.seen.insert((function.path.clone(), subject.slot.clone())) {
            return;
        }
        match function.slot_at(&subject.slot, subject.at) {
            Some(Slot { kind: SlotKind::Parameter(_), .. }) => self.callers(function, &subject.slot),
            Some(Slot { origin: Origin::Taken(from), class, .. }) => {
                self.slot(function, &Subject { slot: from.clone(), class: class.clone(), at: subject.at });
            }
            Some(Slot { origin: Origin::Returned(name), .. }) => self.returned(name),
            Some(Slot { text, .. }) => {
                let owner = Owner::Slot { name: text.clone(), function: function.path.clone() };
                self.owners.insert(owner);
            }
            None => self.field(function, subject),
        }
    }

    fn functions(&self) -> impl Iterator<Item = (&'a SourceFile, &'a Function)> + use<'a> {
        let program = self.program;
        program.files.iter().flat_map(|file| file.functions.iter().map(move |function| (file, function)))
    }

    /// The arguments that are passed for a parameter.
    fn callers(&mut self, function: &Function, parameter: &str) {
        let name = function.path.rsplit("::").next().unwrap_or_default();
        let position = |slot: &Slot| slot.text == parameter;
        let parameters = function.slots.iter().filter(|slot| matches!(slot.kind, SlotKind::Parameter(_)));
        let Some(index) = parameters.into_iter().position(position) else { return };
        for (_, caller) in self.functions() {
            let calls = caller.calls.iter().filter(|call| call.callee == Callee::Annotated(name.to_owned()));
            for passed in calls.filter_map(|call| call.references.get(index)) {
                if let Some(slot) = passed.slot.clone() {
                    self.slot(caller, &Subject { slot, class: passed.class.clone(), at: passed.span.start });
                }
            }
        }
    }

    /// The slot that a function takes from and returns.
    fn returned(&mut self, name: &str) {
        for (_, function) in self.functions().filter(|(_, it)| it.path.rsplit("::").next() == Some(name)) {
            for take in &function.takes {
                self.slot(function, &Subject { slot: take.slot.clone(), class: None, at: take.span.start });
            }
        }
    }

    fn field(&mut self, function: &'a Function, subject: &Subject) {
        let Some((base, name)) = subject.slot.rsplit_once('.') else { return };
        let fields = self.program.fields.named(name).iter();
        let of_class = fields.filter(|field| subject.class.is_none() || field.class == subject.class);
        // If the type of the variable is known, only its own field matches.
        let ty = type_of(function, base);
        for field in of_class.filter(|field| ty.is_none_or(|ty| ty == field.owner)) {
            self.owners.insert(Owner::Field { owner: field.owner.clone(), name: field.name.clone() });
            for maker in &field.makers {
                let made = Owner::Lines { file: maker.file.clone(), first: maker.first_line, last: maker.last_line };
                self.owners.insert(made);
                let mut functions = self.functions();
                let making = functions.find(|(file, it)| file.path == maker.file && it.path == maker.function);
                if let (Some((_, making)), Some(slot)) = (making, &maker.slot) {
                    self.slot(making, &Subject { slot: slot.clone(), class: field.class.clone(), at: maker.at });
                }
            }
        }
    }
}

/// The structure that is the type of a variable, or that is named directly.
fn type_of<'a>(function: &'a Function, base: &'a str) -> Option<&'a str> {
    if base.starts_with(char::is_uppercase) {
        return Some(base);
    }
    let binding = function.bindings.iter().find(|binding| binding.name == base)?;
    binding.ty.as_deref().map(|ty| ty.trim_start_matches('&').trim_start_matches("mut "))
}
