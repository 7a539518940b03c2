use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefClass)]
struct Count;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    #[ref_count]
    count: RefCount<Count>,
}

/// Takes a count for the user it is handed.
#[acquires_ref(count: Count)]
#[releases_ref(user: Users)]
fn grab_for_user(map: &Mm) -> Option<&Mm> {
    mmref::get(map, count);
    if mmref::put(map, user) {
        return Some(map);
    }
    Some(map)
}

#[requires_ref(Users)]
#[acquires_ref(other: Users)]
#[acquires_ref(count: Count)]
fn both(map: &Mm) -> bool {
    mmref::get(map, other);
    mmref::get(map, count);
    true
}

#[mmref::balances_refs]
#[test]
fn main() {
    let (mut user, mut first) = (MmRef::new(), MmRef::new());
    let map = Mm { users: RefCount::new(&mut user), count: RefCount::new(&mut first) };
    MM_REF!(other: Users);
    MM_REF!(second: Count);
    assert!(both(&map, &user, &mut other, &mut second));
    MM_REF!(third: Count);
    assert!(grab_for_user(&map, &mut third, user).is_some());
    assert!(mmref::put(&map, other));
    assert!(!mmref::put(&map, second));
    assert!(!mmref::put(&map, third));
    assert!(mmref::put(&map, first));
}
