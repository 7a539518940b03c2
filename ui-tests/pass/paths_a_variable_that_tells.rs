use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    id: u32,
}

#[acquires_ref(Users)]
fn find(mms: &[Mm], id: u32) -> Option<&Mm> {
    let mm = mms.iter().find(|mm| mm.id == id)?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    assert!(!mmref::put(mm, mm_ref));
}

#[balances_refs]
fn largest(mms: &[Mm]) -> Option<u32> {
    MM_REF!(best_ref: Users);
    let mut best: Option<&Mm> = None;
    for id in 0..4 {
        MM_REF!(mm_ref: Users);
        let Some(mm) = find(mms, id, &mut mm_ref) else { continue };
        if let Some(old) = best.replace(mm) {
            mmput(old, best_ref.take());
        }
        mmref::move_ref(mm_ref, &mut best_ref);
    }
    let best = best?;
    let id = best.id;
    mmput(best, best_ref);
    Some(id)
}

#[balances_refs]
fn unwrapped(mms: &[Mm], wanted: Option<u32>) -> u32 {
    MM_REF!(mm_ref: Users);
    if wanted.is_some() {
        mmref::get(&mms[0], &mut mm_ref);
    }
    let wanted = wanted.expect("nobody calls this with nothing");
    mmput(&mms[0], mm_ref);
    wanted
}

#[balances_refs]
fn beside_another_condition(mms: &[Mm], verbose: u32) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    if !mms.is_empty() {
        mmref::get(&mms[0], &mut mm_ref);
    }
    let Some(mm) = mms.first() else { return None };
    if verbose > 1 {
        println!("{}", mm.id);
    }
    let id = mm.id;
    mmput(mm, mm_ref);
    Some(id)
}

#[balances_refs]
fn replaced(mms: &[Mm], other: u32) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = find(mms, 1, &mut mm_ref)?;
    if other > 0 {
        mmput(mm, mm_ref.take());
        mmref::get(&mms[0], &mut mm_ref);
    }
    let id = if other == 0 { mm.id } else { mms[0].id };
    if other > 0 {
        mmput(&mms[0], mm_ref);
    } else {
        mmput(mm, mm_ref);
    }
    Some(id)
}

#[test]
fn main() {
    MM_REF!(first: Users);
    MM_REF!(second: Users);
    let mms = [Mm { users: RefCount::new(&mut first), id: 0 }, Mm { users: RefCount::new(&mut second), id: 1 }];
    assert_eq!([largest(&mms), largest(&[])], [Some(1), None]);
    assert_eq!(unwrapped(&mms, Some(7)), 7);
    assert_eq!([beside_another_condition(&mms, 2), beside_another_condition(&[], 0)], [Some(0), None]);
    assert_eq!([replaced(&mms, 0), replaced(&mms, 1)], [Some(1), Some(0)]);
    assert!(mmref::put(&mms[0], first) && mmref::put(&mms[1], second));
}
