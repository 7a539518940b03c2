//! A reference that a structure holds goes by its field, `Task::mm_ref`.

use crate::common::{Users, immortal};
use mmref::{HoldsRefs, MM_REF, MmRef, RefCount, SharedRef, holds_ref, move_ref};

#[holds_ref]
struct Task<'a> {
    #[counted(mm_ref: Users)]
    mm: Option<&'a RefCount<Users>>,
    #[counted(r#active: Users, shared)]
    active_mm: Option<&'a RefCount<Users>>,
}

impl Task<'_> {
    const fn idle() -> Self {
        Self { mm: None, mm_ref: MM_REF!(Self::mm_ref), active_mm: None, active: MM_REF!(Self::active) }
    }
}

/// The only holder of `count`.
fn owner(count: &RefCount<Users>) -> String {
    let list = count.refs();
    let [holder] = list.holders() else { panic!("one holder: {list:?}") };
    holder.owner().to_string()
}

fn held(count: &RefCount<Users>) -> MmRef<Users> {
    MM_REF!(from);
    count.get(&mut from);
    from
}

fn release(mut task: Task<'_>, count: &RefCount<Users>) {
    assert!(task.mm.is_none() && task.active_mm.is_none());
    assert!(!count.put(task.mm_ref.take()));
}

#[test]
fn acquired_there() {
    let (count, mut task) = (immortal(), Task::idle());
    count.get(&mut task.mm_ref);
    let owner = count.refs().holders()[0].owner();
    assert_eq!(owner.to_string(), "Task::mm_ref");
    assert_eq!((owner.structure(), owner.name(), owner.function()), (Some("Task"), Some("mm_ref"), None));
    assert!(owner.place().file().ends_with("holds_names.rs"));
    release(task, count);
}

#[test]
fn moved_there() {
    let (count, mut task) = (immortal(), Task::idle());
    move_ref(held(count), &mut task.mm_ref);
    assert_eq!(owner(count), "Task::mm_ref");
    assert!(count.refs().holders()[0].moved().is_some());
    release(task, count);
}

#[test]
fn stored_in_a_shared_field() {
    let (count, task) = (immortal(), Task::idle());
    task.active.store(held(count));
    assert_eq!(owner(count), "Task::active");
    assert!(!count.put(task.active.take()));
}

#[test]
fn put_together_of_locals() {
    let count = immortal();
    let task = Task { mm: None, mm_ref: held(count), active_mm: None, active: SharedRef::new() };
    assert_eq!(owner(count), "from in references::holds_names::held", "nobody has said otherwise");
    let acquired = count.refs().holders()[0].acquired();
    let task = task.named();
    assert_eq!(owner(count), "Task::mm_ref");
    assert_eq!(count.refs().holders()[0].acquired(), acquired);
    release(task, count);
}

#[test]
fn a_shared_field_is_named_too() {
    let count = immortal();
    let mut task = Task { mm: None, mm_ref: MmRef::new(), active_mm: None, active: SharedRef::from_ref(held(count)) };
    task.name_refs();
    assert_eq!(owner(count), "Task::active");
    assert!(!count.put(task.active.take()));
}

#[test]
fn types_of_every_kind() {
    struct Generic<'a, T: ?Sized> {
        reference: MmRef<Users>,
        _value: &'a T,
    }
    mod inner {
        pub(super) struct Plain {
            pub(super) r#ref: mmref::MmRef<super::Users>,
        }
    }
    fn name(reference: &MmRef<Users>) -> String {
        let debug = format!("{reference:?}");
        let (_, slot) = debug.split_once("slot: ").expect("a slot");
        slot.split(',').next().unwrap_or_default().to_owned()
    }
    let generic = Generic { reference: MM_REF!(<Generic<'_, Vec<Option<u8>>>>::reference), _value: &vec![Some(1)] };
    assert_eq!(name(&generic.reference), "Generic::reference");
    assert_eq!(name(&inner::Plain { r#ref: MM_REF!(inner::Plain::r#ref) }.r#ref), "Plain::ref");
    assert_eq!(name(&MM_REF!(<inner::Plain>::r#ref)), "Plain::ref");
}

#[test]
fn in_a_static() {
    static TASK: Task<'static> = Task::idle();
    static VICTIM: SharedRef<Users> = MM_REF!(Task::active);
    let count = immortal();
    for slot in [&TASK.active, &VICTIM] {
        slot.store(held(count));
        assert_eq!(owner(count), "Task::active");
        assert!(!count.put(slot.take()));
    }
}
