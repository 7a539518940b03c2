use std::fmt::Write;

use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref, requires_ref};

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

#[acquires_ref(Users)]
fn find(mm: &Mm, there: bool) -> Option<&Mm> {
    if !there {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[requires_ref(Users)]
fn task_mem(mm: &Mm) -> u64 {
    mm.size
}

#[balances_refs]
fn formatted(mm: &Mm, out: &mut String) -> std::fmt::Result {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let text = format!("{} {:?}", task_mem(mm, &mm_ref), vec![mm.size; 2]);
    let written = write!(out, "{text}").and_then(|()| writeln!(out));
    eprintln!("{}", mmref::put(mm, mm_ref));
    written
}

#[balances_refs]
fn asserted(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    assert_eq!(task_mem(mm, &mm_ref), 7, "{}", mm.size);
    assert_ne!(task_mem(mm, &mm_ref), 8);
    debug_assert!(task_mem(mm, &mm_ref) > 0);
    assert!(!mmref::put(mm, mm_ref), "somebody else holds it");
}

#[balances_refs]
fn debugged(mm: &Mm) -> u64 {
    MM_REF!(mm_ref: Users);
    let found = dbg!(find(mm, true, &mut mm_ref).map(|mm| mm.size));
    println!("{mm_ref:?} {:?}", mm_ref);
    if found.is_none() {
        unreachable!();
    }
    mmput(mm, mm_ref);
    found.unwrap_or(0)
}

#[balances_refs]
fn vouched_in_a_vector(mm: &Mm) -> Vec<u64> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let sizes = vec![task_mem(mm, &mm_ref), mm.size, u64::from(mmref::put(mm, mm_ref))];
    sizes
}

#[balances_refs]
fn moved_into_a_vector(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    for moved in vec![mm_ref] {
        mmput(mm, moved);
    }
}

#[balances_refs]
fn moved_through_dbg(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, dbg!(mm_ref));
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first), size: 7 };
    let mut out = String::new();
    formatted(&mm, &mut out).unwrap();
    assert_eq!(out, "7 [7, 7]\n");
    asserted(&mm);
    assert_eq!(debugged(&mm), 7);
    assert_eq!(vouched_in_a_vector(&mm), [7, 7, 0]);
    moved_into_a_vector(&mm);
    moved_through_dbg(&mm);
    assert_eq!(mm.users.count(), 1);
    assert!(mmref::put(&mm, first));
}
