//! What a state knows of fields.

use super::state::{Slot, State, Typestate, Value, is_field};

impl State {
    /// The field goes out of sight, with its witnesses.
    pub(crate) fn hide(&mut self, field: Slot) {
        self.doubtful.remove(field);
        if self.slots.remove(field).is_none() {
            return;
        }
        let Self { slots, facts, .. } = self;
        facts.retain(|_, value| match value {
            Value::OfField(event, _) => slots.values().any(|typestate| *typestate == Typestate::Held(*event)),
            _ => true,
        });
    }

    /// All fields in such a state escape.
    pub(crate) fn escape_all(&mut self, escapes: impl Fn(&Typestate) -> bool) {
        let escaped: Vec<Slot> =
            self.slots.iter().filter(|(_, typestate)| escapes(typestate)).map(|(slot, _)| slot).collect();
        for slot in escaped {
            if is_field(slot) {
                self.hide(slot);
            } else {
                self.slots.insert(slot, Typestate::Escaped);
            }
        }
    }

    /// A value turns out to be a success or a failure. If that contradicts what is known, its field escapes.
    #[must_use]
    pub(crate) fn by_field(mut self, value: Value, success: bool) -> Self {
        let Value::OfField(event, Some(when)) = value else { return self };
        match self.clone().decide(event, success == when) {
            Some(decided) => decided,
            None => {
                self.lose(value);
                self
            }
        }
    }

    /// The result of a call that filled a field goes where it is not followed.
    pub(crate) fn part_from_field(&mut self, value: Value) {
        if let Value::OfField(..) = value {
            self.lose(value);
        }
    }
}
