use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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

struct Work<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<Users>,
}

impl Work<'_> {
    #[balances_refs]
    fn run(mut self: Box<Self>) {
        mmput(self.mm, self.mm_ref.take());
    }
}

fn allocate(mm: &Mm, memory: bool) -> Option<Box<Work<'_>>> {
    memory.then(|| Box::new(Work { mm, mm_ref: MM_REF!() }))
}

/// Takes over the caller's reference.
#[releases_ref(Users)]
fn migrate<'a>(mm: &'a Mm, memory: bool, queue: &mut Vec<Box<Work<'a>>>) {
    if let Some(mut work) = allocate(mm, memory) {
        mmref::move_ref(mm_ref, &mut work.mm_ref);
        queue.push(work);
    } else {
        mmput(mm, mm_ref);
    }
}

#[releases_ref(Users)]
fn migrate_early<'a>(mm: &'a Mm, memory: bool, queue: &mut Vec<Box<Work<'a>>>) {
    let Some(mut work) = allocate(mm, memory) else {
        return mmput(mm, mm_ref);
    };
    work.mm_ref = mm_ref;
    queue.push(work);
}

#[balances_refs]
fn attach<'a>(mm: &'a Mm, memory: bool, migrates: bool, queue: &mut Vec<Box<Work<'a>>>) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if migrates {
        migrate(mm, memory, queue, mm_ref);
    } else {
        mmput(mm, mm_ref);
    }
    MM_REF!(again: Users);
    mmref::get(mm, &mut again);
    match migrates {
        true => migrate_early(mm, memory, queue, again),
        false => mmput(mm, again),
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mut queue = Vec::new();
    for case in 0..4 {
        attach(&mm, case & 1 == 0, case & 2 == 0, &mut queue);
    }
    assert_eq!(queue.len(), 2);
    queue.drain(..).for_each(Work::run);
    assert!(mmref::put(&mm, first));
}
