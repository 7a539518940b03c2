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
fn in_branches(mm: &Mm, named: bool) {
    let mut mm_ref;
    if named {
        mm_ref = MM_REF!();
        mmref::get(mm, &mut mm_ref);
    } else {
        mm_ref = MmRef::new();
        mm.users.get(&mut mm_ref);
    }
    mmput(mm, mm_ref);
}

#[balances_refs]
fn every_way_to_make_one(mm: &Mm) {
    let mut one = MmRef::new();
    let mut two: MmRef<Users> = MmRef::new();
    let mut three = MmRef::<Users>::new();
    let mut four = mmref::MmRef::new();
    let mut five = MmRef::default();
    let mut six = MM_REF!();
    let mut seven: mmref::MmRef<Users> = mmref::MM_REF!();
    MM_REF!(eight);
    mmref::MM_REF!(nine: Users);
    mmref::MM_REF! { ten: Users }
    mmref::get(mm, &mut one);
    mmref::get(mm, &mut two);
    mmref::get(mm, &mut three);
    mmref::get(mm, &mut four);
    mmref::get(mm, &mut five);
    mmref::get(mm, &mut six);
    mmref::get(mm, &mut seven);
    mmref::get(mm, &mut eight);
    mmref::get(mm, &mut nine);
    mmref::get(mm, &mut ten);
    mmput(mm, one);
    mmput(mm, two);
    mmput(mm, three);
    mmput(mm, four);
    mmput(mm, five);
    mmput(mm, six);
    mmput(mm, seven);
    mmput(mm, eight);
    mmput(mm, nine);
    mmput(mm, ten);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    in_branches(&mm, true);
    in_branches(&mm, false);
    every_way_to_make_one(&mm);
    assert!(mmref::put(&mm, first));
}
