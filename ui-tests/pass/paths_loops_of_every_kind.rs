use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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
fn for_each(mms: &[Mm]) -> u32 {
    let mut users = 0;
    for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        users += mm.users.count();
        mmput(mm, mm_ref);
    }
    users
}

#[balances_refs]
fn while_some(mms: &[Mm]) -> usize {
    let mut rest = mms;
    while let [mm, after @ ..] = rest {
        MM_REF!(mm_ref: Users);
        rest = after;
        if !mmref::try_get(mm, &mut mm_ref) {
            continue;
        }
        if mm.users.count() > 9 {
            mmput(mm, mm_ref);
            break;
        }
        mmput(mm, mm_ref);
    }
    rest.len()
}

#[balances_refs]
fn around_a_loop(mm: &Mm, mut left: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    while left > 0 {
        left -= 1;
        if left == 7 {
            mmput(mm, mm_ref);
            return left;
        }
        if left == 5 {
            break;
        }
    }
    mmput(mm, mm_ref);
    left
}

/// Each turn starts with it held, and ends with it held.
#[balances_refs]
fn renewed(mm: &Mm, rounds: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    for _ in 0..rounds {
        mmput(mm, mm_ref.take());
        mmref::get(mm, &mut mm_ref);
    }
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn dropped_in_the_last_round(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let mut round = 0;
    loop {
        round += 1;
        if round == 3 {
            mmput(mm, mm_ref);
            break;
        }
    }
    round
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mms = std::slice::from_ref(&mm);
    assert_eq!((for_each(mms), while_some(mms), while_some(&[])), (2, 0, 0));
    assert_eq!([around_a_loop(&mm, 0), around_a_loop(&mm, 7), around_a_loop(&mm, 9)], [0, 5, 7]);
    assert_eq!([renewed(&mm, 0), renewed(&mm, 3), dropped_in_the_last_round(&mm)], [2, 2, 3]);
    assert!(mmref::put(&mm, first));
}
