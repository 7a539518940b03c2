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

#[balances_refs]
fn outer_slot_inner_work(mm: &Mm, busy: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let users = {
        mmref::get(mm, &mut mm_ref);
        if busy { 0 } else { mm.users.count() }
    };
    {
        {
            mmput(mm, mm_ref);
        }
    }
    users
}

#[balances_refs]
fn declared_in_a_branch(mm: &Mm, busy: bool) -> u32 {
    if busy {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        mmput(mm, mm_ref);
        return 1;
    } else {
        MM_REF!(mm_ref: Users);
        if !mmref::try_get(mm, &mut mm_ref) {
            return 0;
        }
        mmput(mm, mm_ref);
    }
    unsafe {
        MM_REF!(mm_ref: Users);
        let mm: *const Mm = mm;
        mmref::get(&*mm, &mut mm_ref);
        mmput(&*mm, mm_ref);
    }
    2
}

#[balances_refs]
fn never_used(busy: bool) -> Option<u32> {
    MM_REF!(_mm_ref: Users);
    let _other_ref: MmRef<Users> = MmRef::new();
    busy.then_some(3)?;
    Some(4)
}

#[balances_refs]
fn handed_out_of_the_block(mm: &Mm) {
    let held = {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        mm_ref
    };
    mmput(mm, held);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([outer_slot_inner_work(&mm, true), outer_slot_inner_work(&mm, false)], [0, 2]);
    assert_eq!([declared_in_a_branch(&mm, true), declared_in_a_branch(&mm, false)], [1, 2]);
    assert_eq!([never_used(true), never_used(false)], [Some(4), None]);
    handed_out_of_the_block(&mm);
    assert!(mmref::put(&mm, first));
}
