use mmref::{MM_REF, RefClass, RefCount, RefCounted, SharedRef, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

static VICTIM: SharedRef<Users> = SharedRef::from_ref(MM_REF!());

struct Signal {
    oom: SharedRef<Users>,
}

#[balances_refs]
fn mark_victim(mm: &Mm, signal: Option<&Signal>) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match signal {
        Some(signal) => signal.oom.store(mm_ref),
        None => VICTIM.store(mm_ref),
    }
}

#[balances_refs]
fn free_victim(mm: &Mm, signal: Option<&Signal>) {
    if let Some(signal) = signal {
        return mmput(mm, signal.oom.take());
    }
    MM_REF!(mm_ref: Users);
    mmref::move_ref(VICTIM.take(), &mut mm_ref);
    mmput(mm, mm_ref);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let signal = Signal { oom: SharedRef::new() };
    for signal in [None, Some(&signal)] {
        mark_victim(&mm, signal);
        free_victim(&mm, signal);
    }
    assert!(mmref::put(&mm, first));
}
