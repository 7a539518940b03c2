use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[requires_ref(Users)]
fn task_mem(mm: &Mm) -> u64 {
    mm.size
}

#[requires_ref(Users)]
fn twice(mm: &Mm) -> u64 {
    task_mem(mm, mm_ref) + task_mem(mm, &mm_ref)
}

#[requires_ref(Users)]
fn early(mm: &Mm, limit: Option<u64>) -> Option<u64> {
    let size = twice(mm, mm_ref);
    (size < limit?).then_some(size)
}

#[requires_ref(held: Users)]
fn with_one_of_its_own(mm: &Mm) -> u64 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let size = task_mem(mm, &mm_ref);
    mmput(mm, mm_ref);
    size + task_mem(mm, held)
}

#[balances_refs]
fn status(mm: &Mm) -> u64 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let vouches = &mm_ref;
    let size = task_mem(mm, vouches) + with_one_of_its_own(mm, &mm_ref);
    mmput(mm, mm_ref);
    size
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first), size: 7 };
    assert_eq!(early(&mm, None, &first), None);
    assert_eq!(early(&mm, Some(100), &first), Some(14));
    assert_eq!(status(&mm), 21);
    assert!(mmref::put(&mm, first));
}
