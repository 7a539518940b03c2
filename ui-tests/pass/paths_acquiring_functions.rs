use std::io;
use std::ops::ControlFlow;

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[acquires_ref(Users)]
fn find(mm: &Mm, there: bool) -> Option<&Mm> {
    if !there {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[acquires_ref(Users)]
fn delegated(mm: &Mm) -> bool {
    mmref::try_get(mm, mm_ref)
}

#[acquires_ref(Users)]
fn mm_access(mm: &Mm, there: bool, allowed: bool) -> Option<&Mm> {
    MM_REF!(held: Users);
    let mm = find(mm, there, &mut held)?;
    if !allowed {
        mmput(mm, held);
        return None;
    }
    mmref::move_ref(held, mm_ref);
    Some(mm)
}

#[acquires_ref(Users)]
fn given_up_again(mm: &Mm, allowed: bool) -> Option<&Mm> {
    mmref::get(mm, mm_ref);
    if !allowed {
        mmput(mm, mm_ref.take());
        return None;
    }
    Some(mm)
}

#[acquires_ref(Users)]
fn either_way(mm: &Mm, there: bool) -> Option<&Mm> {
    match find(mm, there, mm_ref) {
        Some(mm) => Some(mm),
        None => {
            mmref::get(mm, mm_ref);
            Some(mm)
        }
    }
}

#[acquires_ref(Users)]
fn result_by_another_name(mm: &Mm, there: bool) -> io::Result<&Mm> {
    let mm = find(mm, there, mm_ref).ok_or(io::ErrorKind::NotFound)?;
    Ok(mm)
}

#[acquires_ref(Users)]
fn control_flow(mm: &Mm, stop: bool) -> ControlFlow<u32, &Mm> {
    if stop {
        return ControlFlow::Break(3);
    }
    mmref::get(mm, mm_ref);
    ControlFlow::Continue(mm)
}

#[acquires_ref(Users)]
fn computed(mm: &Mm, there: bool) -> Option<u32> {
    let found = find(mm, there, mm_ref);
    found.map(|mm| mm.users.count())
}

#[acquires_ref(Users)]
fn reborrowed(mm: &Mm) {
    let slot = &mut *mm_ref;
    mmref::get(mm, slot);
}

#[acquires_ref(Users)]
fn under_another_name(mm: &Mm, busy: bool) -> bool {
    let slot = mm_ref;
    if busy {
        return false;
    }
    mmref::get(mm, slot);
    true
}

#[acquires_ref(Users)]
fn retried(mm: &Mm, mut tries: u32) -> Result<u32, &'static str> {
    loop {
        if delegated(mm, mm_ref) {
            if tries == 0 {
                return Ok(mm.users.count());
            }
            mmput(mm, mm_ref.take());
        }
        tries = tries.checked_sub(1).ok_or("no more")?;
        if tries == 7 {
            break Err("seven");
        }
    }
}

#[acquires_ref(first: Users, second: Users)]
fn all_or_nothing(mm: &Mm, there: bool) -> bool {
    mmref::get(mm, first);
    if find(mm, there, second).is_none() {
        mmput(mm, first.take());
        return false;
    }
    true
}

#[balances_refs]
#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let give_up = |held: MmRef<Users>, taken: bool| {
        if taken {
            mmput(&mm, held)
        }
    };
    for there in [true, false] {
        MM_REF!(held);
        let taken = delegated(&mm, &mut held);
        give_up(held, taken);
        MM_REF!(held);
        let taken = mm_access(&mm, true, there, &mut held).is_some();
        give_up(held, taken);
        MM_REF!(held);
        let taken = given_up_again(&mm, there, &mut held).is_some();
        give_up(held, taken);
        MM_REF!(held);
        let taken = either_way(&mm, there, &mut held).is_some();
        give_up(held, taken);
        MM_REF!(held);
        let taken = result_by_another_name(&mm, there, &mut held).is_ok();
        give_up(held, taken);
        MM_REF!(held);
        let taken = control_flow(&mm, there, &mut held).is_continue();
        give_up(held, taken);
        MM_REF!(held);
        let taken = computed(&mm, there, &mut held).is_some();
        give_up(held, taken);
        MM_REF!(held);
        reborrowed(&mm, &mut held);
        give_up(held, true);
        MM_REF!(held);
        let taken = under_another_name(&mm, there, &mut held);
        give_up(held, taken);
        MM_REF!(held);
        let taken = retried(&mm, if there { 3 } else { 9 }, &mut held).is_ok();
        give_up(held, taken);
        MM_REF!(held);
        MM_REF!(other);
        let taken = all_or_nothing(&mm, there, &mut held, &mut other);
        give_up(held, taken);
        give_up(other, taken);
    }
    assert!(mmref::put(&mm, first));
}
