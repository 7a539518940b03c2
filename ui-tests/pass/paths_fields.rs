//! References that are fields.

use std::sync::{Mutex, PoisonError};

use mmref::{MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, move_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[acquires_ref(Users)]
fn find(mm: Option<&Mm>) -> Option<&Mm> {
    let mm = mm?;
    mmref::try_get(mm, mm_ref).then_some(mm)
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    let _ = mmref::put(mm, mm_ref);
}

#[requires_ref(Users)]
fn users(mm: &Mm) -> usize {
    mm.users.count() as usize
}

#[derive(Default)]
struct Task {
    mm_ref: MmRef<Users>,
    active_ref: MmRef<Users>,
}

#[derive(Default)]
struct Cpu {
    current: Task,
    idle: Box<Task>,
}

impl Task {
    fn clear(&mut self, mm: &Mm) {
        mmput(mm, self.mm_ref.take());
    }
}

#[balances_refs]
impl Cpu {
    fn switch(&mut self, mm: &Mm) {
        mmget(mm, &mut self.current.mm_ref);
        mmget(mm, &mut self.idle.mm_ref);
        move_ref(self.current.mm_ref.take(), &mut self.current.active_ref);
        mmget(mm, &mut self.current.mm_ref);
        assert!(users(mm, &self.current.mm_ref) > 3);
        self.idle.clear(mm);
        mmget(mm, &mut self.idle.mm_ref);
        mmput(mm, self.idle.mm_ref.take());
        mmput(mm, self.current.mm_ref.take());
        mmput(mm, self.current.active_ref.take());
    }

    fn each_in_turn(&mut self, mm: &Mm, twice: bool) {
        for task in [&mut self.current, &mut self.idle] {
            mmget(mm, &mut task.mm_ref);
        }
        mmput(mm, self.current.mm_ref.take());
        mmput(mm, self.idle.mm_ref.take());
        for _ in 0..2 {
            mmget(mm, &mut self.current.mm_ref);
            mmput(mm, self.current.mm_ref.take());
        }
        if twice {
            mmget(mm, &mut self.idle.mm_ref);
        }
        if !twice {
            mmget(mm, &mut self.idle.mm_ref);
        }
        mmput(mm, self.idle.mm_ref.take());
    }

    fn aliased(&mut self, mm: &Mm) {
        let task = &mut self.current;
        mmget(mm, &mut task.mm_ref);
        let other = &mut *task;
        mmput(mm, other.mm_ref.take());
        mmget(mm, &mut task.mm_ref);
        let r = &mut self.current.mm_ref;
        mmput(mm, r.take());
        mmget(mm, &mut self.current.mm_ref);
        mmput(mm, self.current.mm_ref.take());
    }

    fn told(&mut self, mm: Option<&Mm>) -> Option<u8> {
        if find(mm, &mut self.current.mm_ref).is_none() {
            find(mm, &mut self.current.mm_ref);
            return None;
        }
        let found = find(mm, &mut self.idle.mm_ref)?;
        mmput(found, self.idle.mm_ref.take());
        while let Some(found) = find(mm, &mut self.idle.mm_ref) {
            mmput(found, self.idle.mm_ref.take());
            break;
        }
        mmput(mm?, self.current.mm_ref.take());
        Some(0)
    }
}

#[balances_refs]
fn shadowed(mm: &Mm, first: &mut Task, second: &mut Task) {
    let task = first;
    mmget(mm, &mut task.mm_ref);
    mmget(mm, &mut second.mm_ref);
    mmput(mm, task.mm_ref.take());
    let task = second;
    mmput(mm, task.mm_ref.take());
}

#[balances_refs]
fn guarded(mm: &Mm, task: &Mutex<Task>) {
    let mut guard = task.lock().unwrap_or_else(PoisonError::into_inner);
    mmget(mm, &mut guard.mm_ref);
    drop(guard);
    let mut guard = task.lock().unwrap_or_else(PoisonError::into_inner);
    mmput(mm, guard.mm_ref.take());
}

#[balances_refs]
fn allowed(mm: &Mm, task: &mut Task, other: bool) {
    if other {
        return;
    }
    mmput(mm, task.mm_ref.take());
    #[mmref::waive(C8, reason = "the runtime's report is looked at")]
    mmput(mm, task.mm_ref.take());
}

#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    let mut cpu = Cpu::default();
    cpu.switch(&mm);
    cpu.each_in_turn(&mm, true);
    cpu.aliased(&mm);
    assert_eq!(cpu.told(Some(&mm)), Some(0));
    assert_eq!(cpu.told(None), None);
    shadowed(&mm, &mut Task::default(), &mut Task::default());
    guarded(&mm, &Mutex::default());
    allowed(&mm, &mut Task::default(), true);
    mmput(&mm, first);
}
