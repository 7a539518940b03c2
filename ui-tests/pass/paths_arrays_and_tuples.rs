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
fn tuple(mm: &Mm) {
    let (mut mm_ref, mut other_ref) = (MmRef::new(), MmRef::new());
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    mmput(mm, mm_ref);
    mmput(mm, other_ref);
}

#[balances_refs]
fn array(mm: &Mm) -> usize {
    let mut refs: [MmRef<Users>; 3] = [MM_REF!(), MM_REF!(), MM_REF!()];
    for slot in &mut refs {
        mmref::get(mm, slot);
    }
    refs.into_iter().map(|held| mmput(mm, held)).count()
}

#[balances_refs]
fn element(mm: &Mm, index: usize) {
    let mut refs = [MmRef::new(), MmRef::new()];
    mmref::get(mm, &mut refs[index]);
    mmput(mm, refs[index].take());
}

#[balances_refs]
fn packed(mm: &Mm, there: bool) {
    MM_REF!(mm_ref: Users);
    let held = mmref::try_get(mm, &mut mm_ref);
    let pair = (mm_ref, held && there);
    match pair {
        (mm_ref, true) => mmput(mm, mm_ref),
        (mm_ref, false) => mmput(mm, mm_ref),
    }
}

#[balances_refs]
fn optional(mm: &Mm, wanted: bool) -> bool {
    let mut slot = None;
    if wanted {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        slot = Some(mm_ref);
    }
    match slot {
        Some(mm_ref) => {
            mmput(mm, mm_ref);
            true
        }
        None => false,
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    tuple(&mm);
    assert_eq!(array(&mm), 3);
    element(&mm, 1);
    packed(&mm, true);
    packed(&mm, false);
    assert!(optional(&mm, true) && !optional(&mm, false));
    assert!(mmref::put(&mm, first));
}
