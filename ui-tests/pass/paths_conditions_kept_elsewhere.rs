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

#[derive(PartialEq)]
enum State {
    Idle,
    Held,
}

struct Walk {
    held: bool,
}

#[balances_refs]
fn counted(mm: &Mm, wanted: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let mut taken = 0;
    if wanted {
        mmref::get(mm, &mut mm_ref);
        taken += 1;
    }
    if taken > 0 {
        mmput(mm, mm_ref);
    }
    taken
}

#[balances_refs]
fn named(mm: &Mm, wanted: bool) {
    MM_REF!(mm_ref: Users);
    let state = if wanted {
        mmref::get(mm, &mut mm_ref);
        State::Held
    } else {
        State::Idle
    };
    if state == State::Held {
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn in_a_field(mm: &Mm, walk: &mut Walk) {
    MM_REF!(mm_ref: Users);
    walk.held = mmref::try_get(mm, &mut mm_ref);
    if walk.held {
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn in_an_option(mm: &Mm, wanted: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let kept = if wanted && mmref::try_get(mm, &mut mm_ref) { Some(mm) } else { None };
    let Some(mm) = kept else { return false };
    mmput(mm, mm_ref);
    true
}

#[balances_refs]
fn by_implication(mm: &Mm, size: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    if size > 10 {
        mmref::get(mm, &mut mm_ref);
    }
    if size <= 10 {
        return size;
    }
    mmput(mm, mm_ref);
    10
}

#[balances_refs]
fn at_the_end_of_a_loop(mm: &Mm, sizes: &[u32]) -> u32 {
    MM_REF!(mm_ref: Users);
    let mut sum = 0;
    for (index, size) in sizes.iter().enumerate() {
        if index == 0 {
            mmref::get(mm, &mut mm_ref);
        }
        sum += size;
    }
    if !sizes.is_empty() {
        mmput(mm, mm_ref);
    }
    sum
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for wanted in [true, false] {
        assert_eq!(counted(&mm, wanted), u32::from(wanted));
        named(&mm, wanted);
        assert_eq!(in_an_option(&mm, wanted), wanted);
    }
    in_a_field(&mm, &mut Walk { held: false });
    assert_eq!([by_implication(&mm, 3), by_implication(&mm, 33)], [3, 10]);
    assert_eq!([at_the_end_of_a_loop(&mm, &[]), at_the_end_of_a_loop(&mm, &[2, 3])], [0, 5]);
    assert!(mmref::put(&mm, first));
}
