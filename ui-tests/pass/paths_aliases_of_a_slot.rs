use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[balances_refs]
fn borrowed(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    let slot = &mut mm_ref;
    mmref::get(mm, slot);
    mmput(mm, mm_ref);
}

#[balances_refs]
fn filled_through_one_emptied_through_the_other(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let slot = &mut mm_ref;
    if find(mm, there, slot).is_none() {
        return false;
    }
    mmput(mm, slot.take());
    true
}

#[balances_refs]
fn one_slot_of_two(mm: &Mm, second: bool) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let slot = if second { &mut other_ref } else { &mut mm_ref };
    mmref::get(mm, slot);
    if second {
        mmput(mm, other_ref);
    } else {
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn each_of_two(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    for slot in [&mut mm_ref, &mut other_ref] {
        mmref::get(mm, slot);
    }
    mmput(mm, mm_ref);
    mmput(mm, other_ref);
}

#[balances_refs]
fn by_pattern(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    let ref mut slot = mm_ref;
    mmref::get(mm, slot);
    mmput(mm, mm_ref);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    borrowed(&mm);
    assert!(filled_through_one_emptied_through_the_other(&mm, true));
    assert!(!filled_through_one_emptied_through_the_other(&mm, false));
    one_slot_of_two(&mm, true);
    one_slot_of_two(&mm, false);
    each_of_two(&mm);
    by_pattern(&mm);
    assert!(mmref::put(&mm, first));
}
