//! Records every choice of a run, so that all runs can be enumerated.

#[derive(Clone, Default, Debug)]
pub(super) struct Tape {
    choices: Vec<Choice>,
    at: usize,
}

#[derive(Clone, Copy, Debug)]
struct Choice {
    taken: usize,
    of: usize,
}

impl Tape {
    /// One of `of` ways: the recorded one, or the first.
    pub(super) fn choose(&mut self, of: usize) -> usize {
        if self.at == self.choices.len() {
            self.choices.push(Choice { taken: 0, of });
        }
        self.at += 1;
        self.choices[self.at - 1].taken
    }

    pub(super) fn rewind(&mut self) {
        self.at = 0;
    }

    /// Changes the last choice that has another way left. Returns false when all runs are done.
    pub(super) fn next_run(&mut self) -> bool {
        self.choices.truncate(self.at);
        self.at = 0;
        while let Some(choice) = self.choices.last_mut() {
            choice.taken += 1;
            if choice.taken < choice.of {
                return true;
            }
            self.choices.pop();
        }
        false
    }
}
