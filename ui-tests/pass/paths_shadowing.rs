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
fn one_after_the_other(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref);
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref);
}

#[balances_refs]
fn inside_a_block(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        mmput(mm, mm_ref);
    }
    mmput(mm, mm_ref);
}

#[balances_refs]
fn by_something_else(mm: &Mm) -> usize {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let held = mm_ref;
    let mm_ref = String::from("not a reference");
    let length = mm_ref.len();
    mmput(mm, held);
    drop(mm_ref);
    length
}

#[balances_refs]
fn by_a_pattern(mm: &Mm, slot: Option<&str>) -> usize {
    MM_REF!(mm_ref: Users);
    let length = match slot {
        Some(mm_ref) => mm_ref.len(),
        None => 0,
    };
    let lengths: usize = [1, 2].iter().map(|mm_ref| mm_ref + length).sum();
    mmref::get(mm, &mut mm_ref);
    for mm_ref in 0..length {
        println!("{mm_ref}");
    }
    if let Some(mm_ref) = slot {
        println!("{mm_ref}");
    }
    mmput(mm, mm_ref);
    lengths
}

#[balances_refs]
fn moved_to_its_own_name(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let mm_ref = mm_ref;
    mmput(mm, mm_ref);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    one_after_the_other(&mm);
    inside_a_block(&mm);
    assert_eq!([by_something_else(&mm), by_a_pattern(&mm, None), by_a_pattern(&mm, Some("abc"))], [15, 3, 9]);
    moved_to_its_own_name(&mm);
    assert!(mmref::put(&mm, first));
}
