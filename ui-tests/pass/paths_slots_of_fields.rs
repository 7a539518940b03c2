use mmref::{HoldsRefs, MM_REF, RefClass, RefCount, RefCounted, balances_refs, holds_ref, move_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[holds_ref]
struct Task<'a> {
    #[counted(mm_ref: Users)]
    mm: &'a Mm,
}

#[balances_refs]
fn moved(mm: &Mm) -> Task<'_> {
    MM_REF!(mm_ref: Users);
    let mut task = Task { mm, mm_ref: MM_REF!(Task::mm_ref) };
    mmref::get(mm, &mut mm_ref);
    move_ref(mm_ref, &mut task.mm_ref);
    task
}

#[balances_refs]
fn filled_first(mm: &Mm) -> Task<'_> {
    let mut mm_ref = MM_REF!(Task::mm_ref);
    mmref::get(mm, &mut mm_ref);
    Task { mm, mm_ref }
}

#[balances_refs]
fn named(mm: &Mm) -> Task<'_> {
    MM_REF!(mm_ref);
    mmref::get(mm, &mut mm_ref);
    Task { mm, mm_ref }.named()
}

#[balances_refs]
fn refilled(mm: &Mm) -> Option<Task<'_>> {
    let mut mm_ref = MM_REF!(self::Task::mm_ref);
    for _ in 0..2 {
        mmref::get(mm, &mut mm_ref);
        let _ = mmref::put(mm, mm_ref);
        mm_ref = MM_REF!(<Task<'_>>::mm_ref);
    }
    if mm.users.count() > 100 {
        return None;
    }
    mmref::get(mm, &mut mm_ref);
    Some(Task { mm, mm_ref })
}

#[test]
fn main() {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    for mut task in [moved(&mm), filled_first(&mm), named(&mm), refilled(&mm).unwrap()] {
        assert!(!mmref::put(task.mm, task.mm_ref.take()));
    }
    assert!(mmref::put(&mm, first));
}
