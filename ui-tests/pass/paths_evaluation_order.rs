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

fn pair(left: u32, right: bool) -> (u32, bool) {
    (left, right)
}

#[balances_refs]
fn put_first(mm: &Mm, limit: Option<u32>) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let last = mmref::put(mm, mm_ref) | (limit? == 0);
    Some(last)
}

#[balances_refs]
fn taken_and_given_up_in_one_call(mm: &Mm) -> (u32, bool) {
    MM_REF!(mm_ref: Users);
    pair(
        {
            mmref::get(mm, &mut mm_ref);
            mm.users.count()
        },
        mmref::put(mm, mm_ref),
    )
}

#[balances_refs]
fn the_question_first(mm: &Mm, limit: Option<u32>) -> Option<(u32, bool)> {
    MM_REF!(mm_ref: Users);
    let result = pair(limit?, mmref::try_get(mm, &mut mm_ref));
    if result.1 {
        mmput(mm, mm_ref);
    }
    Some(result)
}

#[balances_refs]
fn both_operands(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    find(mm, there, &mut mm_ref).is_some() && !mmref::put(mm, mm_ref)
}

#[balances_refs]
fn either_operand(mm: &Mm, there: bool) -> bool {
    MM_REF!(mm_ref: Users);
    find(mm, there, &mut mm_ref).is_none() || mmref::put(mm, mm_ref)
}

#[balances_refs]
fn right_of_an_assignment(mm: &Mm, users: &mut [u32]) -> usize {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    users[0] = mm.users.count();
    users[usize::from(mmref::put(mm, mm_ref))] += 1;
    users.len()
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([put_first(&mm, None), put_first(&mm, Some(3))], [None, Some(false)]);
    assert_eq!(taken_and_given_up_in_one_call(&mm), (2, false));
    assert_eq!([the_question_first(&mm, None), the_question_first(&mm, Some(3))], [None, Some((3, true))]);
    assert!(both_operands(&mm, true) && !both_operands(&mm, false));
    assert!(!either_operand(&mm, true) && either_operand(&mm, false));
    assert_eq!(right_of_an_assignment(&mm, &mut [0, 0]), 2);
    assert!(mmref::put(&mm, first));
}
