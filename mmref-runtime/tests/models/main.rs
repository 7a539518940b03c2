//! Models of the lists: what the threads of a small program can do to them, in every relevant order.
//!
//! The files of `src/list/tracked` are compiled here again, with the atomics of [loom] and an arena of eight nodes.
//! loom runs each model repeatedly, in every order in which the threads are interrupted at most five times
//! (three times for three threads), and with every value that a load may see by the rules of the C11 memory model.
//! `LOOM_MAX_PREEMPTIONS` overrides the bound. A model states all its outcomes; one that never occurs fails it too.
//!
//! | file | what is modelled |
//! | --- | --- |
//! | `shares` | the word alone: last share, zero, limit, untracked shares |
//! | `counting` | get and put through nodes and free lists |
//! | `batches` | who gets which node |
//! | `walking` | a walk that reads nodes and their scopes while they change |
//! | `moving` | a walk that meets a move |
//! | `storing` | shared slots |
//! | `naming` | ids and labels |
//!
//! The rest stands in for the rest of the crate: `tracked` with its `sync`, `class`, `object`, `owner`, and `world`,
//! where a model runs.
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
