use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

/// Without `move_ref`: the slots are exchanged by assignment.
#[balances_refs]
fn rotate(mms: &[Mm]) -> usize {
    let mut prev_ref = MmRef::new();
    let mut prev = None;
    let mut steps = 0;
    for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        if let Some(prev) = prev.replace(mm) {
            let last = mmref::put(prev, prev_ref);
            assert!(!last);
        }
        prev_ref = mm_ref;
        steps += 1;
    }
    if let Some(prev) = prev {
        assert!(!mmref::put(prev, prev_ref));
    }
    steps
}

#[test]
fn main() {
    MM_REF!(first: Users);
    MM_REF!(second: Users);
    let mms = [Mm { users: RefCount::new(&mut first) }, Mm { users: RefCount::new(&mut second) }];
    assert_eq!(rotate(&mms) + rotate(&mms[1..]) + rotate(&[]), 3);
    assert!(mmref::put(&mms[0], first) && mmref::put(&mms[1], second));
}
