use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[acquires_ref(Users)]
fn find(mm: &Mm, there: bool) -> Option<&Mm> {
    if !there {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[balances_refs]
fn tail(mm: &Mm) -> MmRef<Users> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mm_ref
}

#[balances_refs]
fn returned(mm: &Mm, early: bool) -> Option<MmRef<Users>> {
    MM_REF!(mm_ref: Users);
    if early {
        mmref::get(mm, &mut mm_ref);
        return Some(mm_ref);
    }
    None
}

#[balances_refs]
fn in_a_tuple(mm: &Mm, there: bool) -> Option<(&Mm, MmRef<Users>)> {
    MM_REF!(mm_ref: Users);
    let mm = find(mm, there, &mut mm_ref)?;
    Some((mm, mm_ref))
}

#[balances_refs]
fn new_one() -> (Mm, MmRef<Users>) {
    let mut mm_ref = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut mm_ref) };
    (mm, mm_ref)
}

#[balances_refs]
fn given_or_kept(mm: &Mm, keep: bool) -> Result<MmRef<Users>, u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if keep {
        Ok(mm_ref)
    } else {
        mmput(mm, mm_ref);
        Err(mm.users.count())
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    mmput(&mm, tail(&mm));
    assert!(returned(&mm, false).is_none());
    mmput(&mm, returned(&mm, true).unwrap());
    assert!(in_a_tuple(&mm, false).is_none());
    if let Some((mm, held)) = in_a_tuple(&mm, true) {
        mmput(mm, held);
    }
    let (other, held) = new_one();
    assert!(mmref::put(&other, held));
    assert_eq!(given_or_kept(&mm, false).unwrap_err(), 1);
    mmput(&mm, given_or_kept(&mm, true).unwrap());
    assert!(mmref::put(&mm, first));
}
