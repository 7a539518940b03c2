use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, first: bool, second: bool) -> bool {
    MM_REF!(mm_ref: Users);
    let mut held = false;
    if first {
        mmref::get(mm, &mut mm_ref);
        held = true;
    }
    if second && !held {
        mmref::get(mm, &mut mm_ref);
        held = true;
    }
    if held {
        assert!(!mmref::put(mm, mm_ref));
    }
    held
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for case in 0..4 {
        assert_eq!(status(&mm, case & 1 == 0, case & 2 == 0), case != 3);
    }
    assert!(mmref::put(&mm, first));
}
