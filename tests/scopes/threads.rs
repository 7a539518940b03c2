//! Threads begun with `mmref::thread` are in the scope of the one that begins them; others are in none.

use std::sync::mpsc::channel;

use crate::common::{held, immortal};
use mmref::Scope;
use mmref::scope::ScopeId;
use mmref::thread;

fn current() -> Option<ScopeId> {
    Scope::current().id()
}

#[test]
fn spawn() {
    let scope = Scope::new("a");
    assert_eq!(scope.run(|| thread::spawn(current)).join().unwrap(), scope.id());
    assert_eq!(thread::spawn(current).join().unwrap(), None);
    assert_eq!(scope.run(|| std::thread::spawn(current)).join().unwrap(), None);
}

#[test]
fn a_thread_of_a_thread() {
    let scope = Scope::new("a");
    let grandchild = || thread::spawn(|| thread::spawn(current).join().unwrap());
    assert_eq!(scope.run(grandchild).join().unwrap(), scope.id());
}

#[test]
fn builder() {
    let scope = Scope::new("a");
    let spawn = || {
        thread::Builder::new()
            .name("named".to_owned())
            .stack_size(1 << 20)
            .spawn(|| (current(), std::thread::current().name().map(str::to_owned)))
    };
    assert_eq!(scope.run(spawn).unwrap().join().unwrap(), (scope.id(), Some("named".to_owned())));
}

#[test]
fn threads_of_a_block() {
    let (scope, local) = (Scope::new("a"), vec![1, 2]);
    let seen = scope.run(|| {
        thread::scope(|threads| {
            let sum = threads.spawn(|| (current(), local.iter().sum::<u32>()));
            let named = thread::Builder::new().spawn_scoped(threads, current).unwrap();
            let nested = threads.spawn(move || threads.spawn(current).join().unwrap());
            [sum.join().unwrap().0, named.join().unwrap(), nested.join().unwrap()]
        })
    });
    assert_eq!(seen, [scope.id(); 3]);
}

#[test]
fn a_pool_enters_the_scope_of_its_work() {
    let (count, scope, (work, inbox)) = (immortal(), Scope::new("a"), channel::<Scope>());
    let worker = std::thread::spawn(move || {
        let mut held_here = Vec::new();
        for scope in inbox {
            let _entered = scope.enter();
            held_here.push(held(count));
        }
        (current(), held_here)
    });
    work.send(scope.clone()).unwrap();
    work.send(Scope::current()).unwrap();
    drop(work);
    let (after, references) = worker.join().unwrap();
    assert_eq!(after, None);
    assert_eq!(scope.leaks().len(), 1);
    references.into_iter().for_each(|reference| assert!(!count.put(reference)));
    scope.finish();
}

#[test]
fn threads_of_two_scopes_at_once() {
    let count = immortal();
    let scopes = [Scope::new("first"), Scope::new("second")];
    let held_by: Vec<_> = thread::scope(|threads| {
        let begin = |scope: &Scope| scope.run(|| threads.spawn(|| [held(count), held(count), held(count)]));
        let begun: Vec<_> = scopes.iter().cycle().take(8).map(begin).collect();
        begun.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(scopes.each_ref().map(|scope| scope.leaks().len()), [12, 12]);
    held_by.into_iter().for_each(|reference| assert!(!count.put(reference)));
    scopes.into_iter().for_each(Scope::finish);
}
