use std::sync::{Mutex, PoisonError};

use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    id: u32,
}

static TABLE: Mutex<Vec<Box<Mm>>> = Mutex::new(Vec::new());

fn free(mm: *const Mm) {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| !std::ptr::eq(&**kept, mm));
}

#[acquires_ref(Users)]
fn find(id: u32) -> Option<&'static Mm> {
    let table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let mm: *const Mm = &**table.iter().find(|mm| mm.id == id)?;
    // SAFETY: it is freed by its last put only.
    let mm = unsafe { &*mm };
    mmref::get(mm, mm_ref);
    Some(mm)
}

/// Whoever gave up the last share has the object for itself.
#[balances_refs]
fn exit(id: u32) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    let mm = find(id, &mut mm_ref)?;
    if mmref::put(mm, mm_ref) {
        println!("freeing {}", mm.id);
        free(mm);
        return Some(true);
    }
    Some(false)
}

#[balances_refs]
fn exit_by_flag(id: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(id, &mut mm_ref) {
        let last = mmref::put(mm, mm_ref);
        if last {
            free(mm);
        }
        return last;
    }
    false
}

#[balances_refs]
fn exit_by_operator(id: u32) -> bool {
    MM_REF!(mm_ref: Users);
    let Some(mm) = find(id, &mut mm_ref) else { return false };
    mmref::put(mm, mm_ref) && mm.id == id
}

#[test]
fn main() {
    MM_REF!(first);
    let mm = Box::new(Mm { users: RefCount::new(&mut first), id: 1 });
    TABLE.lock().unwrap().push(mm);
    assert_eq!((exit(1), exit(2), exit_by_flag(1), exit_by_operator(1)), (Some(false), None, false, false));
    let table = TABLE.lock().unwrap();
    assert!(mmref::put(&*table[0], first));
}
