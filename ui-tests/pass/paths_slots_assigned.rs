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
fn bound(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let old_ref = mm_ref;
    mmput(mm, old_ref);
}

#[balances_refs]
fn assigned(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    let old_ref;
    mmref::get(mm, &mut mm_ref);
    old_ref = mm_ref;
    mmput(mm, old_ref);
}

#[balances_refs]
fn filled_again(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let old_ref = mm_ref;
    mm_ref = MM_REF!();
    mmref::get(mm, &mut mm_ref);
    mmput(mm, old_ref);
    mmput(mm, mm_ref);
}

#[balances_refs]
fn exchanged(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    std::mem::swap(&mut mm_ref, &mut other_ref);
    mmput(mm, other_ref);
}

#[balances_refs]
fn replaced(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let old_ref = std::mem::replace(&mut mm_ref, MM_REF!());
    mmref::get(mm, &mut mm_ref);
    mmput(mm, old_ref);
    mmput(mm, mm_ref);
}

#[balances_refs]
fn emptied(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, std::mem::take(&mut mm_ref));
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    bound(&mm);
    assigned(&mm);
    filled_again(&mm);
    exchanged(&mm);
    replaced(&mm);
    emptied(&mm);
    assert!(mmref::put(&mm, first));
}
