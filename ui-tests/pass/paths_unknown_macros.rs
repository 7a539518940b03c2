use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

macro_rules! fill {
    ($mm:expr, $slot:ident) => {
        mmref::get($mm, &mut $slot)
    };
}

macro_rules! give_up {
    ($mm:expr, $slot:ident) => {
        assert!(!mmref::put($mm, $slot))
    };
}

macro_rules! nothing {
    ($($token:tt)*) => {};
}

#[balances_refs]
fn both_by_macro(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    fill!(mm, mm_ref);
    let users = mm.users.count();
    give_up!(mm, mm_ref);
    users
}

#[balances_refs]
fn filled_by_macro(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    fill!(mm, mm_ref);
    assert!(!mmref::put(mm, mm_ref));
}

#[balances_refs]
fn given_up_by_macro(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if busy {
        return give_up!(mm, mm_ref);
    }
    give_up!(mm, mm_ref);
}

#[balances_refs]
fn without_a_reference(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    nothing!(return or else?);
    mmref::get(mm, &mut mm_ref);
    nothing!(nobody);
    assert!(!mmref::put(mm, mm_ref));
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(both_by_macro(&mm), 2);
    filled_by_macro(&mm);
    given_up_by_macro(&mm, false);
    given_up_by_macro(&mm, true);
    without_a_reference(&mm);
    assert!(mmref::put(&mm, first));
}
