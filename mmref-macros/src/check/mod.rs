//! The path checker: an abstract interpretation of one function body, without types. Function in, findings out.
//!
//! It keeps the set of *states* in which a point of the body can be reached. A state records whether each reference is
//! idle, held or gone, what each variable says about an acquire (its *witness*), and which conditional acquires have
//! succeeded. A test splits states, a join unites them, and a loop repeats until no new state appears. When a scope
//! ends, what no value depends on is forgotten, and states that differed in nothing else are one again.
//!
//! **It reports only what is certain.** A reference that it cannot follow has *escaped*: nothing is reported for it. An
//! unknown condition may be the same as an earlier one: a reference that is held in some states only is not reported
//! where such a condition decides about it.
//!
//! | module | idea |
//! | --- | --- |
//! | `data` | abstract states, names, facts, observations, and what follows from them alone |
//! | `walk` | walks over the body: statements, expressions, calls, branches, loops |
//! | `driver` | runs once for each function, however many attributes it has: what is waived, what is reported |

mod data;
mod driver;
#[cfg(test)]
mod tests;
mod walk;

pub(crate) use driver::{Written, check};
