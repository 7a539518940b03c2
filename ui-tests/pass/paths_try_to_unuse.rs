use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

/// The one it started from, the next start, the previous and the present one: each step passes them on.
#[balances_refs]
fn try_to_unuse(mms: &[Mm], stop: usize) -> usize {
    MM_REF!(start_ref: Users);
    MM_REF!(prev_ref: Users);
    MM_REF!(new_start_ref: Users);
    let mut start = &mms[0];
    mmget(start, &mut start_ref);
    let mut steps = 0;
    for round in 0..2 {
        let mut prev = start;
        let mut new_start = start;
        mmget(prev, &mut prev_ref);
        mmget(new_start, &mut new_start_ref);
        for (index, mm) in mms.iter().enumerate() {
            MM_REF!(mm_ref: Users);
            if !mmref::try_get(mm, &mut mm_ref) {
                continue;
            }
            mmput(prev, prev_ref.take());
            mmref::move_ref(mm_ref, &mut prev_ref);
            prev = mm;
            steps += 1;
            if index == stop + round {
                mmput(new_start, new_start_ref.take());
                mmget(mm, &mut new_start_ref);
                new_start = mm;
            }
        }
        mmput(prev, prev_ref.take());
        mmput(start, start_ref.take());
        mmref::move_ref(new_start_ref.take(), &mut start_ref);
        start = new_start;
    }
    mmput(start, start_ref);
    steps
}

#[test]
fn main() {
    MM_REF!(first: Users);
    MM_REF!(second: Users);
    let mms = [Mm { users: RefCount::new(&mut first) }, Mm { users: RefCount::new(&mut second) }];
    assert_eq!(try_to_unuse(&mms, 0) + try_to_unuse(&mms, 1) + try_to_unuse(&mms, 5), 12);
    assert!(mmref::put(&mms[0], first) && mmref::put(&mms[1], second));
}
