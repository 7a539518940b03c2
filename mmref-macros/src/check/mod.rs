//! The path checker: an abstract interpretation of one function body, without types. Function in, findings out.
//!
//! It keeps the set of *states* in which a point of the body can be reached. A state says of each reference whether it is
//! idle, held or gone, of each variable what it tells about an acquire (its *witness*), and which conditional acquires have
//! turned out to have succeeded. A test splits states, a join unites them, a loop goes on until no new state appears. What
//! nothing tells of any more is forgotten when a scope ends, and states that differed in nothing else are one again.
//!
//! **It speaks only where it is sure.** What it cannot follow makes a reference *escaped*, and of that nothing is said. A
//! condition that it knows nothing of may be the same as an earlier one: a reference that is held in some states and not in
//! others is left in peace where such a condition decides about it.
//!
//! | module | idea |
//! | --- | --- |
//! | `data` | abstract states, names, facts, observations, and what follows from them alone |
//! | `walk` | goes over the body: statements, expressions, calls, branches, loops |
//! | `driver` | once for each function, however many attributes it has: what is waived, what is reported |

mod data;
mod driver;
#[cfg(test)]
mod tests;
mod walk;

pub(crate) use driver::{Written, check};
