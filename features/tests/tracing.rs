//! Events of `tracing`: violations, and operations for those who ask for them.
#[path = "../../tests/common/mod.rs"]
mod common;

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use common::{Users, immortal, serial, violations};
use mmref::{MM_REF, RefCount, move_ref};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Keeps the events down to a level, and uses mmref itself while it receives one.
struct Recorder {
    level: Level,
    told: Arc<Mutex<Vec<String>>>,
    own: &'static RefCount<Users>,
}

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0 += &format!(" {}={value:?}", field.name());
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("mmref") && *metadata.level() <= self.level
    }

    fn event(&self, event: &Event<'_>) {
        MM_REF!(own);
        self.own.get(&mut own);
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.told.lock().unwrap().push(format!("{}{}", event.metadata().target(), fields.0));
        assert!(!self.own.put(own));
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// The events that a subscriber receives down to a level.
fn told(level: Level, work: impl FnOnce()) -> Vec<String> {
    let told = Arc::default();
    let recorder = Recorder { level, told: Arc::clone(&told), own: immortal() };
    tracing::subscriber::with_default(recorder, work);
    let told = told.lock().unwrap();
    told.clone()
}

/// Each operation, some of them refused.
fn operate(count: &RefCount<Users>) {
    MM_REF!(mm_ref);
    MM_REF!(next);
    assert!(count.try_get(&mut mm_ref));
    count.get(&mut mm_ref);
    move_ref(mm_ref, &mut next);
    assert!(!immortal().put(next.take()));
    count.get(&mut next);
    assert!(!count.put(next));
}

fn without_places(told: &str) -> String {
    let words = told.split(' ').map(|word| if word.starts_with("place=") { "place=…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn violations_are_errors() {
    let _turn = serial();
    let count = immortal();
    let told = told(Level::ERROR, || assert_eq!(violations(|| operate(count)).len(), 2));
    let told: Vec<String> = told.iter().map(|told| without_places(told)).collect();
    let object = count.refs().object_name().to_owned();
    assert_eq!(told.len(), 2, "{told:#?}");
    let thread = std::thread::current().name().unwrap().to_owned();
    let first = format!(
        "mmref message=reference filled while it is held already kind=\"AlreadyHeld\" class=\"users\" place=… \
         thread={thread:?} owner=mm_ref in tracing::operate object={object:?}"
    );
    assert_eq!(told[0], first);
    assert!(told[1].contains("kind=\"WrongObject\""), "{told:#?}");
}

#[test]
fn operations_are_traced() {
    let _turn = serial();
    let count = immortal();
    let told = told(Level::TRACE, || _ = violations(|| operate(count)));
    let operations: Vec<String> = told
        .iter()
        .filter_map(|told| told.strip_prefix("mmref::ops message="))
        .map(|told| told.split(" object=").next().unwrap().to_owned())
        .collect();
    let of = |operation: &str, owner: &str| format!("{operation} class=\"users\" owner={owner} in tracing::operate");
    let expected = [of("get", "mm_ref"), of("move", "next"), of("get", "next"), of("put", "next")];
    assert_eq!(operations, expected, "only those that were carried out");
}

#[test]
fn nobody_asks() {
    let _turn = serial();
    let told = told(Level::INFO, || {
        let count = immortal();
        MM_REF!(mm_ref);
        count.get(&mut mm_ref);
        assert!(!count.put(mm_ref));
    });
    assert_eq!(told, [""; 0]);
}
