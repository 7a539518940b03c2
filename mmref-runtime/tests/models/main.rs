//! Models of the lists: what the threads of a small program can do to them, in every order that matters.
//!
//! The files of `src/list/tracked` are compiled here once more, against the atomics of [loom] and with an arena of eight nodes.
//! loom runs each model again and again, in every order in which the threads are interrupted no more than five times
//! (three times where there are three threads), and with every value that a load may see by the rules of the C11 memory
//! model. `LOOM_MAX_PREEMPTIONS` overrides the bound. A model states all its outcomes; one that never comes out fails it too.
//!
//! | file | what is modelled |
//! | --- | --- |
//! | `shares` | the word alone: last share, zero, limit, untracked shares |
//! | `counting` | get and put through nodes and free lists |
//! | `batches` | who is given which node |
//! | `walking` | a walk that reads nodes while they change, and the scopes that are in them |
//! | `moving` | a walk that meets a move |
//! | `storing` | shared slots |
//! | `naming` | ids and labels |
//!
//! The rest stands in for the crate around them: `tracked` with its `sync`, `class`, `object`, `owner`, and `world`, in which a model
//! plays.
#![cfg(feature = "track")]

mod batches;
#[allow(dead_code, reason = "a name gives each its own address")]
mod class;
mod counting;
mod moving;
mod naming;
#[path = "../../src/object/id.rs"]
#[allow(dead_code, unreachable_pub, reason = "a model shows no id to people")]
mod object;
#[allow(dead_code, reason = "a name gives each its own address")]
mod owner;
mod shares;
mod storing;
#[allow(dead_code, reason = "a report asks for more than a model does")]
mod tracked;
mod walking;
mod world;
